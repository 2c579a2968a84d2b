// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.IamException;
import io.sallyport.core.policy.ContextValueType;
import io.sallyport.core.policy.RequestContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ContextEntry;

/** The condition keys that a simulated request has. */
final class ContextEntries {
    private static final String LIST = "List";

    private static final Map<ContextValueType, String> EXPECTED = Map.of(
            ContextValueType.NUMERIC,
            "numeric format",
            ContextValueType.DATE,
            "DateTime format",
            ContextValueType.IP,
            "IP address",
            ContextValueType.BINARY,
            "base-64 encoded binary format");

    private ContextEntries() {}

    /**
     * Adds the entries to what is known of the caller, over which they win.
     *
     * @throws IamException {@code INVALID_INPUT}
     */
    static RequestContext over(RequestContext caller, List<ContextEntry> entries) {
        RequestContext.Builder context = RequestContext.builder().putAll(caller);
        Set<String> seen = new HashSet<>();
        for (ContextEntry entry : entries) {
            // Without any member, an entry is nothing on the wire.
            if (entry.contextKeyName() != null || entry.contextKeyTypeAsString() != null || hasValues(entry)) {
                add(entry, context, seen);
            }
        }
        return context.build();
    }

    private static void add(ContextEntry entry, RequestContext.Builder context, Set<String> seen) {
        String name = entry.contextKeyName();
        if (name == null || name.isEmpty()) {
            throw InvalidInput.of("ContextKeyName cannot be null or empty.");
        }
        if (!seen.add(name.toLowerCase(Locale.ROOT))) {
            throw InvalidInput.of("Duplicate context key: " + name + ".");
        }
        @Nullable String type = entry.contextKeyTypeAsString();
        if (type == null) {
            throw InvalidInput.of("Context key " + name + " has invalid type null.");
        }
        if (!hasValues(entry)) {
            throw InvalidInput.of("Context values for context key " + name + " cannot be null or empty.");
        }
        List<String> values = values(name, type, entry.contextKeyValues());
        if (type.endsWith(LIST)) {
            context.putMultivalued(name, values);
        } else if (values.size() == 1) {
            context.put(name, values.get(0));
        } else {
            throw InvalidInput.of(
                    "Context key " + type + " expected a single value, but received " + values.size() + ".");
        }
    }

    private static boolean hasValues(ContextEntry entry) {
        return !entry.contextKeyValues().isEmpty();
    }

    private static List<String> values(String name, String type, List<String> texts) {
        String single = type.endsWith(LIST) ? type.substring(0, type.length() - LIST.length()) : type;
        ContextValueType valueType = ContextValueType.valueOf(single.toUpperCase(Locale.ROOT));
        List<String> values = new ArrayList<>();
        for (String text : texts) {
            if (!valueType.accepts(text)) {
                throw InvalidInput.of(
                        "Invalid context value for key " + name + ": expected " + EXPECTED.get(valueType) + ".");
            }
            values.add(valueType.normalized(text));
        }
        return values;
    }
}
