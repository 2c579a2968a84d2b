// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The rules beyond syntax, in the order in which AWS was recorded to apply them. */
final class PolicyRules {
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9.-]+");

    private PolicyRules() {}

    static void check(List<Statement> statements, PolicyType type) {
        if (type == PolicyType.TRUST) {
            statements.forEach(TrustRules::prohibitResource);
        }
        eachResource(statements, ResourceRules::legacyProblem);
        checkSids(statements, type);
        for (Statement statement : statements) {
            if (statement.actions().patterns().isEmpty()) {
                throw refuse(statement, "", "Policy statement must contain actions.");
            }
        }
        statements.forEach(PolicyRules::checkPrincipals);
        eachResource(statements, ResourceRules::problem);
        for (Statement statement : statements) {
            if (!type.namesPrincipals() && statement.resources().patterns().isEmpty()) {
                throw refuse(statement, "", "Policy statement must contain resources.");
            }
        }
        for (Statement statement : statements) {
            eachPattern(statement, statement.actions(), "Action", PolicyRules::actionProblem);
        }
        switch (type) {
            case TRUST -> statements.forEach(TrustRules::check);
            case RESOURCE_CONTROL -> statements.forEach(ResourceControlRules::check);
            case SESSION -> eachResource(statements, ResourceRules::completenessProblem);
            case IDENTITY, MANAGED, BOUNDARY, RESOURCE, SERVICE_CONTROL -> {}
        }
    }

    private static void eachResource(List<Statement> statements, Function<String, Optional<String>> rule) {
        statements.forEach(statement -> eachPattern(statement, statement.resources(), "Resource", rule));
    }

    private static void eachPattern(
            Statement statement, Statement.Patterns patterns, String element, Function<String, Optional<String>> rule) {
        for (int i = 0; i < patterns.patterns().size(); i++) {
            String path = (patterns.negated() ? ".Not" : ".") + element + "[" + i + "]";
            rule.apply(patterns.patterns().get(i)).ifPresent(wording -> {
                throw refuse(statement, path, wording);
            });
        }
    }

    private static void checkPrincipals(Statement statement) {
        statement.principals().ifPresent(principals -> {
            for (PrincipalPattern pattern : principals.patterns()) {
                if (!pattern.isWellFormed()) {
                    throw refuse(
                            statement,
                            principals.negated() ? ".NotPrincipal" : ".Principal",
                            "Invalid principal in policy: \""
                                    + pattern.type().text().toUpperCase(Locale.ROOT) + "\":\"" + pattern.value()
                                    + "\"");
                }
            }
        });
    }

    private static void checkSids(List<Statement> statements, PolicyType type) {
        Set<String> seen = new HashSet<>();
        for (Statement statement : statements) {
            String sid = statement.sid().orElse("");
            if (type != PolicyType.RESOURCE && !SID.matcher(sid).matches()) {
                throw refuse(
                        statement,
                        ".Sid",
                        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                                + " expression [0-9A-Za-z]*");
            }
            if (!sid.isEmpty() && !seen.add(sid)) {
                throw refuse(statement, ".Sid", "Statement IDs (SID) in a single policy must be unique.");
            }
        }
    }

    private static Optional<String> actionProblem(String action) {
        if (action.equals("*")) {
            return Optional.empty();
        }
        int colon = action.indexOf(':');
        if (colon < 0) {
            return Optional.of("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        if (action.indexOf(':', colon + 1) >= 0) {
            return Optional.of("Actions/Condition can contain only one colon.");
        }
        String vendor = action.substring(0, colon);
        return vendor.equals("*") || VENDOR.matcher(vendor).matches()
                ? Optional.empty()
                : Optional.of("Vendor " + vendor + " is not valid");
    }

    /** @param path below the statement's */
    static MalformedPolicy refuse(Statement statement, String path, String wording) {
        return new MalformedPolicy(PolicyProblem.of(statement.path() + path, wording));
    }
}
