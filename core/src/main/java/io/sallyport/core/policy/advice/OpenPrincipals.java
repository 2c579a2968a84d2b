// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.PrincipalPattern;
import io.sallyport.core.policy.Statement;
import java.util.Locale;
import java.util.Set;

/** Resource and trust policies that let in whoever comes. */
final class OpenPrincipals implements Rule {
    /** Keys that everybody can satisfy: a condition on them keeps nobody out. */
    private static final Set<String> SAY_NOT_WHO = Set.of(
            "aws:securetransport",
            "aws:currenttime",
            "aws:epochtime",
            "aws:useragent",
            "aws:referer",
            "aws:requestedregion",
            "aws:multifactorauthpresent",
            "aws:multifactorauthage",
            "sts:rolesessionname",
            "sts:durationseconds");

    @Override
    public void check(Reading document, Findings findings) {
        if (document.grants() && document.belongsToResource()) {
            document.allows()
                    .forEach(statement ->
                            statement.principals().ifPresent(principals -> check(statement, principals, findings)));
        }
    }

    private static void check(Statement statement, Statement.Principals principals, Findings findings) {
        if (principals.negated()) {
            findings.add(
                    FindingCode.NOT_PRINCIPAL_IN_ALLOW,
                    statement.path() + ".NotPrincipal",
                    "Allow with NotPrincipal lets in everybody else, anonymous callers too; name in Principal who may");
        } else if (principals.patterns().stream().anyMatch(OpenPrincipals::isAnybody)
                && statement.conditions().stream().noneMatch(OpenPrincipals::saysWho)) {
            findings.add(
                    FindingCode.ALLOWS_ANYBODY,
                    statement.path() + ".Principal",
                    "lets in anybody of any account; name the principals, or add a condition on who they are, such as"
                            + " aws:PrincipalOrgID, aws:PrincipalArn or aws:SourceArn");
        }
    }

    private static boolean isAnybody(PrincipalPattern pattern) {
        return pattern.isAnybody();
    }

    private static boolean saysWho(Condition condition) {
        return !SAY_NOT_WHO.contains(condition.key().toLowerCase(Locale.ROOT));
    }
}
