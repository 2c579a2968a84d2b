// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.reach;

import io.sallyport.core.policy.Glob;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.Statement.Patterns;
import java.util.List;
import java.util.Locale;

/**
 * What one statement says of one service.
 *
 * @param negated whether no name may match, instead of at least one
 * @param names the patterns for the service's actions, in lower case and without its namespace
 */
record ServiceStatement(boolean negated, List<String> names, Patterns resources) {
    private static final String ANYTHING = "*";

    /** @param service its namespace in lower case */
    static ServiceStatement of(Statement statement, String service) {
        return new ServiceStatement(
                statement.actions().negated(),
                statement.actions().patterns().stream()
                        .filter(pattern -> isEverything(pattern) || isOf(pattern, service))
                        .map(pattern -> isEverything(pattern) ? ANYTHING : name(pattern))
                        .toList(),
                statement.resources());
    }

    private static boolean isEverything(String pattern) {
        return pattern.equals(ANYTHING) || pattern.equals("*:*");
    }

    private static boolean isOf(String pattern, String service) {
        return pattern.indexOf(':') == service.length() && pattern.regionMatches(true, 0, service, 0, service.length());
    }

    private static String name(String pattern) {
        return pattern.substring(pattern.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether it is about any action of the service, be it known or not. */
    boolean touches() {
        return negated ? !names.contains(ANYTHING) : !names.isEmpty();
    }

    /** Whether it is about every action of the service. */
    boolean coversAll() {
        return negated ? names.isEmpty() : names.contains(ANYTHING);
    }

    /** @param action in lower case */
    boolean matches(String action) {
        return names.stream().anyMatch(name -> Glob.covers(name, action)) != negated;
    }

    boolean isEverywhere() {
        return !resources.negated() && resources.patterns().contains(ANYTHING);
    }
}
