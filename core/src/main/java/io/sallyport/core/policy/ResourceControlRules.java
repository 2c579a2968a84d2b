// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;

/**
 * What a resource control policy may say (AWS Organizations User Guide, "RCP syntax"): it denies, to everybody. The one
 * that allows is AWS's own {@code RCPFullAWSAccess}, with which an organization begins.
 */
final class ResourceControlRules {
    private ResourceControlRules() {}

    static void check(Statement statement) {
        Statement.Principals principals = statement.principals().orElseThrow();
        if (principals.negated() || !principals.patterns().stream().allMatch(PrincipalPattern::isAnybody)) {
            throw PolicyRules.refuse(
                    statement, principals.negated() ? ".NotPrincipal" : ".Principal", "Principal must be \"*\".");
        }
        if (statement.effect() == Effect.ALLOW && !allowsEverything(statement)) {
            throw PolicyRules.refuse(statement, ".Effect", "Effect must be Deny.");
        }
        if (statement.resources().patterns().isEmpty()) {
            throw PolicyRules.refuse(statement, "", "Policy statement must contain resources.");
        }
    }

    private static boolean allowsEverything(Statement statement) {
        Statement.Patterns everything = new Statement.Patterns(false, List.of("*"));
        return statement.actions().equals(everything)
                && statement.resources().equals(everything)
                && statement.conditions().isEmpty();
    }
}
