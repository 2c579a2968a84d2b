// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Locale;

/** What a role's trust policy may say, in the words AWS was recorded to use. */
final class TrustRules {
    private static final List<String> ACTIONS = List.of(
            "assumerole",
            "assumerolewithsaml",
            "assumerolewithwebidentity",
            "assumeroot",
            "setcontext",
            "setsourceidentity",
            "tagsession");

    private TrustRules() {}

    /** The resource is the role itself. */
    static void prohibitResource(Statement statement) {
        if (statement.resources().negated() || !statement.resources().patterns().isEmpty()) {
            throw PolicyRules.refuse(
                    statement,
                    "",
                    "Has prohibited field " + (statement.resources().negated() ? "NotResource" : "Resource"));
        }
    }

    static void check(Statement statement) {
        for (String action : statement.actions().patterns()) {
            if (!isAssuming(action.toLowerCase(Locale.ROOT))) {
                throw PolicyRules.refuse(statement, "", "AssumeRole policy may only specify STS AssumeRole actions.");
            }
        }
    }

    private static boolean isAssuming(String action) {
        return action.startsWith("sts:")
                && ACTIONS.stream()
                        .anyMatch(name -> Wildcards.matches(Template.codes(action.substring("sts:".length())), name));
    }
}
