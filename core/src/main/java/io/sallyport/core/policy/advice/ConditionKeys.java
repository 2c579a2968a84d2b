// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The condition keys whose type is known: AWS's global ones, those of IAM and STS, and our own. */
final class ConditionKeys {
    private static final String RESOURCE = "condition-keys.tsv";

    private final TreeMap<String, Key> byName = new TreeMap<>();

    /** @param name as documented, such as {@code aws:PrincipalTag/*} */
    record Key(String name, KeyType type, boolean multivalued) {
        /** Whether the name goes on with what the account's owner chose, a tag's key for example. */
        boolean isFamily() {
            return name.endsWith("/*");
        }
    }

    private ConditionKeys() {}

    static ConditionKeys load() {
        ConditionKeys keys = new ConditionKeys();
        try (InputStream resource =
                        Objects.requireNonNull(ConditionKeys.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> fields = List.of(line.split("\t"));
                Key key = new Key(
                        fields.get(0),
                        KeyType.valueOf(fields.get(1)),
                        fields.get(2).equals("MULTIVALUED"));
                keys.byName.put(key.name().toLowerCase(Locale.ROOT), key);
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's " + RESOURCE + " is damaged", e);
        }
    }

    Optional<Key> find(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        int slash = lower.indexOf('/');
        return Optional.ofNullable(byName.get(slash < 0 ? lower : lower.substring(0, slash) + "/*"));
    }

    /** Whether all keys with this prefix are here, so that another one does not exist. */
    static boolean isComplete(String prefix) {
        return prefix.equalsIgnoreCase("aws") || prefix.equalsIgnoreCase("sallyport");
    }

    /** The known keys of a prefix, as documented. */
    List<String> of(String prefix) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Key> entry : byName.entrySet()) {
            if (entry.getKey().startsWith(prefix.toLowerCase(Locale.ROOT) + ":")) {
                names.add(entry.getValue().name());
            }
        }
        return names;
    }
}
