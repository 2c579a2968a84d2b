// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.RequestContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a text that a pattern of the documents matches, and as few others as may be. */
final class Instances {
    /** Stands for what no document names. */
    static final String OTHER = "anything-else";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final boolean variables;
    private final Map<String, String> values = new TreeMap<>();

    /** @param variables whether a document has policy variables */
    Instances(boolean variables) {
        this.variables = variables;
    }

    /** The value that a variable's key has in requests, unless a condition chooses another. */
    static String valueOf(String key) {
        return "the-" + key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** The keys of variables that were met, with their values. */
    Map<String, String> values() {
        return values;
    }

    String of(String pattern) {
        StringBuilder instance = new StringBuilder();
        Matcher variable = VARIABLE.matcher(pattern);
        int from = 0;
        while (variables && variable.find(from)) {
            instance.append(wildcards(pattern.substring(from, variable.start())));
            String inside = variable.group(1);
            if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
                instance.append(inside);
            } else {
                String key = inside.split(",", 2)[0].strip();
                values.put(key.toLowerCase(Locale.ROOT), valueOf(key));
                instance.append(valueOf(key));
            }
            from = variable.end();
        }
        return instance.append(wildcards(pattern.substring(from))).toString();
    }

    /** With what a request has for the keys of variables. */
    String resolved(String instance, RequestContext context) {
        String resolved = instance;
        for (Map.Entry<String, String> variable : values.entrySet()) {
            if (resolved.contains(variable.getValue())) {
                resolved = resolved.replace(
                        variable.getValue(), context.single(variable.getKey()).orElse(variable.getValue()));
            }
        }
        return resolved;
    }

    private static String wildcards(String text) {
        return text.replace("*", "some").replace("?", "x");
    }
}
