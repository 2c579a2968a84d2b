// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Statement;

/** Allows that a Deny of the same document takes back whenever they hold. */
final class ShadowedAllows implements Rule {
    @Override
    public void check(Reading document, Findings findings) {
        document.allows()
                .forEach(allow -> document.denies()
                        .filter(deny -> shadows(deny, allow))
                        .findFirst()
                        .ifPresent(deny -> findings.add(
                                FindingCode.SHADOWED_ALLOW,
                                allow,
                                "allows nothing: " + name(deny)
                                        + " denies all of it, and a Deny wins; remove this statement or narrow that"
                                        + " one")));
    }

    /** Conditions that the Allow has as well hold whenever it does. */
    private static boolean shadows(Statement deny, Statement allow) {
        return allow.conditions().containsAll(deny.conditions()) && Coverage.covers(deny, allow);
    }

    private static String name(Statement statement) {
        return statement.sid().map(sid -> "statement " + sid).orElse(statement.path());
    }
}
