// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of a request and their values. Names of keys ignore case; a key without values is absent. Immutable.
 *
 * <p>Requests are many and their keys few: they lie in arrays, so that finding one touches little memory.
 */
public final class RequestContext {
    static final RequestContext EMPTY = builder().build();

    private final int[] hashes;
    private final ConditionKey[] keys;
    /** A {@code String}, or of a multivalued key a list of them. */
    private final Object[] values;

    private RequestContext(Map<ConditionKey, Object> entries) {
        this.keys = entries.keySet().toArray(ConditionKey[]::new);
        this.values = entries.values().toArray();
        this.hashes = Arrays.stream(keys).mapToInt(ConditionKey::hashCode).toArray();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Empty when the key is absent. */
    public List<String> values(String key) {
        return list(find(ConditionKey.of(key)));
    }

    /** The value that a policy variable takes: a multivalued key has none, even with one value in it. */
    public Optional<String> single(String key) {
        return Optional.ofNullable(single(ConditionKey.of(key)));
    }

    @Nullable String single(ConditionKey key) {
        return find(key) instanceof String value ? value : null;
    }

    /** The value, the list of values of a multivalued key, or null. */
    @Nullable Object find(ConditionKey key) {
        int hash = key.hashCode();
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash && keys[i].equals(key)) {
                return values[i];
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked") // only the builder puts lists, of texts
    static List<String> list(@Nullable Object found) {
        return found == null ? List.of() : found instanceof String value ? List.of(value) : (List<String>) found;
    }

    /** The keys that are present, in lower case. */
    public Set<String> keys() {
        Set<String> names = new LinkedHashSet<>();
        for (ConditionKey key : keys) {
            names.add(key.folded());
        }
        return names;
    }

    /** The later of two entries of one key stays. */
    public static final class Builder {
        private final Map<ConditionKey, Object> entries = new LinkedHashMap<>();

        private Builder() {}

        /** Starts from what another context holds. */
        public Builder putAll(RequestContext other) {
            for (int i = 0; i < other.keys.length; i++) {
                entries.put(other.keys[i], other.values[i]);
            }
            return this;
        }

        public Builder put(String key, String value) {
            entries.put(ConditionKey.of(key), value);
            return this;
        }

        public Builder put(String key, boolean value) {
            return put(key, String.valueOf(value));
        }

        /** A multivalued key such as {@code aws:TagKeys}; without values it is absent. */
        public Builder putMultivalued(String key, Collection<String> values) {
            if (values.isEmpty()) {
                entries.remove(ConditionKey.of(key));
            } else {
                entries.put(ConditionKey.of(key), List.copyOf(values));
            }
            return this;
        }

        public RequestContext build() {
            return new RequestContext(entries);
        }
    }
}
