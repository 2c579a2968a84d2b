// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/** Finds in one request what {@link Constraints} forbids, and says it as AWS does. */
final class Violations {
    /** Members of STS that are secrets or grant something, although the model does not call them sensitive. */
    private static final Set<String> NEVER_QUOTED =
            Set.of("EncodedMessage", "ExternalId", "Policy", "SAMLAssertion", "TokenCode", "WebIdentityToken");

    private static final Set<String> PATH_PATTERNS =
            Set.of("(\\u002F)|(\\u002F[\\u0021-\\u007F]+\\u002F)", "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/");

    /** Of ten tags without key and value AWS was recorded to tell the first five. */
    private static final int MOST_TOLD = 10;

    private static final String NAME_PATTERN = "[\\w+=,.@-]+";

    /** Of each class of the SDK that is a request or a part of one. */
    private static final Map<Class<?>, List<Member>> MEMBERS = new ConcurrentHashMap<>();

    /** @param name for the reader */
    private record Member(String name, SdkField<?> field) {}

    private final Map<String, Constraint> table;
    private final boolean quoting;
    private final List<String> found = new ArrayList<>();
    private @Nullable String plainWords;

    /** IAM no longer repeats values, STS does. */
    Violations(Api api, Map<String, Constraint> table) {
        this.table = table;
        this.quoting = api == Api.STS;
    }

    /** The message, empty when nothing is wrong. */
    Optional<String> of(SdkPojo request) {
        structure(request, "", "");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() == 1 && plainWords != null) {
            return Optional.of(plainWords);
        }
        String errors = found.size() == 1 ? " validation error" : " validation errors";
        List<String> told = found.subList(0, Math.min(found.size(), MOST_TOLD));
        return Optional.of(told.size() + errors + " detected: " + String.join("; ", told));
    }

    /**
     * @param path of the structure in the table, with its dot
     * @param shown the same for the reader, with numbers in it
     */
    private void structure(SdkPojo structure, String path, String shown) {
        for (Member member : MEMBERS.computeIfAbsent(structure.getClass(), type -> inAwsOrder(structure.sdkFields()))) {
            member(
                    member.field().getValueOrDefault(structure),
                    path + member.field().locationName(),
                    shown + member.name());
        }
    }

    /** AWS names the members in the order of java.util.HashMap by their names: so far every recorded message agrees. */
    private static List<Member> inAwsOrder(List<SdkField<?>> fields) {
        Map<String, SdkField<?>> byName = new HashMap<>();
        for (SdkField<?> field : fields) {
            byName.put(lowerFirst(field.locationName()), field);
        }
        return byName.entrySet().stream()
                .map(entry -> new Member(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void member(@Nullable Object value, String path, String shown) {
        Constraint constraint = table.getOrDefault(path, Constraint.NONE);
        if (value == null || value instanceof SdkAutoConstructList) {
            if (constraint.required()) {
                add(quoting ? " null" : "", shown, "Member must not be null");
            }
            return;
        }
        List<String> failures = constraint.failures(value);
        for (String failure : failures) {
            add(quote(constraint, value, path), shown, failure);
        }
        if (!failures.isEmpty() && !quoting && constraint.pattern() != null) {
            plainWords = plainWords(shown, constraint.pattern().pattern(), failures);
        }
        if (value instanceof SdkPojo structure) {
            structure(structure, path + ".", shown + ".");
        } else if (value instanceof List<?> members && failures.isEmpty()) {
            members(members, constraint, path, shown);
        }
    }

    /** IAM explains the patterns of names and paths, when nothing else is wrong. */
    private static @Nullable String plainWords(String shown, String pattern, List<String> failures) {
        if (!failures.get(0).endsWith(pattern)) {
            return null;
        }
        String invalid = "The specified value for " + shown + " is invalid. ";
        if (pattern.equals(NAME_PATTERN)) {
            return invalid + "It must contain only alphanumeric characters and/or the following: +=,.@_-";
        }
        return PATH_PATTERNS.contains(pattern)
                ? invalid + "It must begin and end with / and contain only alphanumeric characters and/or / characters."
                : null;
    }

    private void members(List<?> members, Constraint ofList, String path, String shown) {
        Constraint constraint = table.getOrDefault(path + ".member", Constraint.NONE);
        int number = 0;
        for (@Nullable Object member : members) {
            number++;
            if (member instanceof SdkPojo structure) {
                structure(structure, path + ".member.", shown + "." + number + ".member.");
            } else if (member == null || !constraint.failures(member).isEmpty()) {
                List<String> demands = constraint.demands();
                // Recorded with tagKeys, whose length is bounded, and not with clientIDList, whose is not.
                if (ofList.bounded()) {
                    demands.add("Member must not be null");
                }
                add(
                        quote(constraint, members, path),
                        shown,
                        "Member must satisfy constraint: [" + String.join(", ", demands) + "]");
                return;
            }
        }
    }

    private String quote(Constraint constraint, Object value, String path) {
        boolean structures = value instanceof List<?> list && list.stream().anyMatch(SdkPojo.class::isInstance);
        boolean repeat = quoting && !constraint.sensitive() && !NEVER_QUOTED.contains(path) && !structures;
        return repeat ? " '" + value + "'" : "";
    }

    private void add(String quoted, String shown, String demand) {
        found.add("Value" + quoted + " at '" + shown + "' failed to satisfy constraint: " + demand);
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
