// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of context keys for policy variables (IAM User Guide, "Variables and tags"). */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^,'{}]+)(?:, '([^']*)')?\\}");

    private final Map<String, Scenario.Values> context = new TreeMap<>();

    Variables(Map<String, Scenario.Values> context) {
        context.forEach((key, values) -> this.context.put(key.toLowerCase(Locale.ROOT), values));
    }

    /**
     * A text of a policy as a pattern for {@link Wildcards}.
     *
     * @param known whether the policy's version has variables
     * @return empty when a variable has neither value nor default
     */
    Optional<String> expand(String text, boolean known) {
        if (!known) {
            return Optional.of(Wildcards.pattern(text));
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            String rest = text.substring(at);
            Matcher variable = VARIABLE.matcher(rest);
            if (rest.startsWith("${*}") || rest.startsWith("${?}") || rest.startsWith("${$}")) {
                out.append(rest.charAt(2));
                at += 4;
            } else if (variable.lookingAt()) {
                Optional<String> value = value(variable.group(1)).or(() -> Optional.ofNullable(variable.group(2)));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                out.append(value.get());
                at += variable.end();
            } else {
                out.append(Wildcards.pattern(rest.substring(0, 1)));
                at++;
            }
        }
        return Optional.of(out.toString());
    }

    private Optional<String> value(String key) {
        Scenario.Values values = context.get(key.toLowerCase(Locale.ROOT));
        return values == null || values.multivalued()
                ? Optional.empty()
                : Optional.of(values.values().get(0));
    }
}
