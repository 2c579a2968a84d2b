// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The rules beyond syntax, in the order in which AWS was recorded to apply them. */
final class PolicyRules {
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9.-]+");

    private PolicyRules() {}

    static void check(List<Statement> statements) {
        eachResource(statements, ResourceRules::legacyProblem);
        checkSids(statements);
        for (Statement statement : statements) {
            if (statement.actions().patterns().isEmpty()) {
                throw refuse(statement, "Policy statement must contain actions.");
            }
        }
        eachResource(statements, ResourceRules::problem);
        for (Statement statement : statements) {
            statement.actions().patterns().forEach(action -> checkAction(statement, action));
        }
        for (Statement statement : statements) {
            if (statement.resources().patterns().isEmpty()) {
                throw refuse(statement, "Policy statement must contain resources.");
            }
        }
    }

    private static void eachResource(List<Statement> statements, Function<String, Optional<String>> rule) {
        for (Statement statement : statements) {
            for (String resource : statement.resources().patterns()) {
                rule.apply(resource).ifPresent(wording -> {
                    throw refuse(statement, wording);
                });
            }
        }
    }

    private static void checkSids(List<Statement> statements) {
        Set<String> seen = new HashSet<>();
        for (Statement statement : statements) {
            String sid = statement.sid().orElse("");
            if (!SID.matcher(sid).matches()) {
                throw refuse(
                        statement,
                        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                                + " expression [0-9A-Za-z]*");
            }
            if (!sid.isEmpty() && !seen.add(sid)) {
                throw refuse(statement, "Statement IDs (SID) in a single policy must be unique.");
            }
        }
    }

    private static void checkAction(Statement statement, String action) {
        if (action.equals("*")) {
            return;
        }
        int colon = action.indexOf(':');
        if (colon < 0) {
            throw refuse(statement, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        if (action.indexOf(':', colon + 1) >= 0) {
            throw refuse(statement, "Actions/Condition can contain only one colon.");
        }
        String vendor = action.substring(0, colon);
        if (!vendor.equals("*") && !VENDOR.matcher(vendor).matches()) {
            throw refuse(statement, "Vendor " + vendor + " is not valid");
        }
    }

    private static MalformedPolicy refuse(Statement statement, String wording) {
        return new MalformedPolicy(PolicyProblem.of("Statement[" + statement.index() + "]", wording));
    }
}
