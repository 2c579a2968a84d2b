// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.Glob;
import io.sallyport.core.policy.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Allows that are wider than a list of what somebody needs. */
final class BroadGrants implements Rule {
    private static final Pattern EVERYTHING = Pattern.compile("\\*+(:\\*+)?");
    private static final Pattern WHOLE_SERVICE = Pattern.compile("[^:*?]+:\\*+");
    private static final Pattern EVERY_ROLE = Pattern.compile("\\*+|arn:[^:]*:iam:[^:]*:[^:]*:(\\*+|role/\\*+)");
    private static final String PASS_ROLE = "iam:passrole";

    /** Keys that say whom a role is passed to. */
    private static final Set<String> PASSED_TO = Set.of("iam:passedtoservice", "iam:associatedresourcearn");

    @Override
    public void check(Reading document, Findings findings) {
        if (document.grants() && !document.belongsToResource()) {
            document.allows().forEach(statement -> check(statement, findings));
        }
    }

    private static void check(Statement statement, Findings findings) {
        boolean everywhere = onEveryResource(statement);
        if (statement.resources().negated()) {
            findings.addResource(
                    FindingCode.NOT_RESOURCE_IN_ALLOW,
                    statement,
                    0,
                    "Allow with NotResource reaches every other resource, those made tomorrow too; list in Resource what"
                            + " is meant");
        }
        if (statement.actions().negated()) {
            if (everywhere || statement.resources().negated()) {
                findings.addAction(
                        FindingCode.NOT_ACTION_IN_ALLOW,
                        statement,
                        0,
                        "Allow with NotAction grants every other action of every service, those AWS adds tomorrow too;"
                                + " list in Action what is meant, or keep a broad Allow and Deny these");
            }
            return;
        }
        if (!(everywhere && everythingOrWholeServices(statement, findings))) {
            passRole(statement, findings);
        }
    }

    private static boolean onEveryResource(Statement statement) {
        return !statement.resources().negated()
                && statement.resources().patterns().stream()
                        .anyMatch(resource -> EVERYTHING.matcher(resource).matches());
    }

    /** Whether all of IAM was found, {@code iam:PassRole} with it. */
    private static boolean everythingOrWholeServices(Statement statement, Findings findings) {
        List<String> actions = statement.actions().patterns();
        boolean conditional = !statement.conditions().isEmpty();
        Set<String> services = new TreeSet<>();
        int first = -1;
        for (int i = 0; i < actions.size(); i++) {
            String action = actions.get(i);
            if (EVERYTHING.matcher(action).matches()) {
                findings.addAction(
                        FindingCode.ALLOWS_EVERYTHING,
                        statement,
                        i,
                        "allows every action on every resource" + (conditional ? " where its condition holds" : "")
                                + "; list the actions that are needed and the ARNs they are needed on");
                return true;
            }
            if (!conditional && WHOLE_SERVICE.matcher(action).matches()) {
                services.add(action.toLowerCase(Locale.ROOT));
                first = first < 0 ? i : first;
            }
        }
        if (first >= 0) {
            findings.addAction(
                    FindingCode.ALLOWS_WHOLE_SERVICE,
                    statement,
                    first,
                    "allows " + Words.list(services, 3) + " on every resource; name the actions or the ARNs that are"
                            + " needed");
        }
        return services.contains("iam:*");
    }

    private static void passRole(Statement statement, Findings findings) {
        List<String> resources = statement.resources().patterns();
        boolean everyRole = !statement.resources().negated()
                && resources.stream()
                        .anyMatch(resource -> EVERY_ROLE.matcher(resource).matches());
        boolean saysToWhom = statement.conditions().stream()
                .map(Condition::key)
                .anyMatch(key -> PASSED_TO.contains(key.toLowerCase(Locale.ROOT)));
        if (!everyRole || saysToWhom) {
            return;
        }
        List<String> actions = statement.actions().patterns();
        for (int i = 0; i < actions.size(); i++) {
            String action = actions.get(i).toLowerCase(Locale.ROOT);
            if (action.startsWith("iam:") && Glob.covers(action, PASS_ROLE)) {
                findings.addAction(
                        FindingCode.PASSES_EVERY_ROLE,
                        statement,
                        i,
                        "lets its holder hand any role, an administrator's too, to a service and act through it; name the"
                                + " roles in Resource, or the service in a condition on iam:PassedToService");
                return;
            }
        }
    }
}
