// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The condition keys of a request and their values. Names of keys ignore case; a key without values is absent. */
public final class RequestContext {
    static final RequestContext EMPTY = builder().build();

    private final Map<String, Entry> entries;

    private record Entry(List<String> values, boolean multivalued) {}

    private RequestContext(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Empty when the key is absent. */
    public List<String> values(String key) {
        return valuesOfFolded(fold(key));
    }

    /** @param key in lower case */
    List<String> valuesOfFolded(String key) {
        Entry entry = entries.get(key);
        return entry == null ? List.of() : entry.values();
    }

    /** The value that a policy variable takes: a multivalued key has none, even with one value in it. */
    public Optional<String> single(String key) {
        return singleOfFolded(fold(key));
    }

    /** @param key in lower case */
    Optional<String> singleOfFolded(String key) {
        Entry entry = entries.get(key);
        return entry == null || entry.multivalued()
                ? Optional.empty()
                : Optional.of(entry.values().get(0));
    }

    /** The keys that are present, in lower case. */
    public Set<String> keys() {
        return entries.keySet();
    }

    private static String fold(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    /** The later of two entries of one key stays. */
    public static final class Builder {
        private final Map<String, Entry> entries = new HashMap<>();

        private Builder() {}

        /** Starts from what another context holds. */
        public Builder putAll(RequestContext other) {
            entries.putAll(other.entries);
            return this;
        }

        public Builder put(String key, String value) {
            entries.put(fold(key), new Entry(List.of(value), false));
            return this;
        }

        public Builder put(String key, boolean value) {
            return put(key, String.valueOf(value));
        }

        /** A multivalued key such as {@code aws:TagKeys}; without values it is absent. */
        public Builder putMultivalued(String key, Collection<String> values) {
            if (values.isEmpty()) {
                entries.remove(fold(key));
            } else {
                entries.put(fold(key), new Entry(List.copyOf(values), true));
            }
            return this;
        }

        public RequestContext build() {
            return new RequestContext(entries);
        }
    }
}
