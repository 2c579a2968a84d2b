// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.Statement;
import java.util.List;

/** Policy variables where the language reads plain text. */
final class Variables implements Rule {
    private static final String VARIABLE = "${";
    private static final int FIELDS = 6;

    @Override
    public void check(Reading document, Findings findings) {
        boolean active = document.document().version().hasVariables();
        for (Statement statement : document.statements()) {
            List<String> resources = statement.resources().patterns();
            for (int i = 0; i < resources.size(); i++) {
                if (!active && resources.get(i).contains(VARIABLE)) {
                    findings.addResource(FindingCode.VARIABLE_WITHOUT_VERSION, statement, i, withoutVersion());
                } else if (active && beforeResource(resources.get(i))) {
                    findings.addResource(
                            FindingCode.VARIABLE_BEFORE_RESOURCE,
                            statement,
                            i,
                            "before the fifth colon of an ARN ${…} is plain text that no ARN has; use * there, or a"
                                    + " condition such as aws:ResourceAccount");
                }
            }
            for (Condition condition : statement.conditions()) {
                if (!active && condition.values().stream().anyMatch(value -> value.contains(VARIABLE))) {
                    findings.add(FindingCode.VARIABLE_WITHOUT_VERSION, statement, condition, withoutVersion());
                }
            }
        }
    }

    private static boolean beforeResource(String resource) {
        String[] fields = resource.split(":", FIELDS);
        for (int i = 0; i < fields.length && i < FIELDS - 1; i++) {
            if (fields[i].contains(VARIABLE)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutVersion() {
        return "policy variables are plain text in this version of the language; say \"Version\": \"2012-10-17\"";
    }
}
