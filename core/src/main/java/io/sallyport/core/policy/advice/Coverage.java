// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Glob;
import io.sallyport.core.policy.PrincipalPattern;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.Statement.Patterns;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * Whether one statement is about all that another is about, conditions aside. Never wrong when it says yes; it may miss
 * a cover that takes several patterns together.
 */
final class Coverage {
    private static final int FIELDS = 6;

    private Coverage() {}

    static boolean covers(Statement wider, Statement narrower) {
        return principals(wider, narrower)
                && patterns(wider.actions(), narrower.actions(), Coverage::action, Coverage::actionsMeet)
                && patterns(wider.resources(), narrower.resources(), Coverage::resource, Glob::overlap);
    }

    private static boolean patterns(
            Patterns wider,
            Patterns narrower,
            BiPredicate<String, String> covers,
            BiPredicate<String, String> overlap) {
        if (wider.equals(narrower) || (!wider.negated() && wider.patterns().contains("*"))) {
            return true;
        }
        if (narrower.negated()) {
            // What is left out of the wider has to be left out of the narrower.
            return wider.negated()
                    && wider.patterns().stream()
                            .allMatch(out -> narrower.patterns().stream().anyMatch(in -> covers.test(in, out)));
        }
        return narrower.patterns().stream()
                .allMatch(each -> wider.negated()
                        ? wider.patterns().stream().noneMatch(out -> overlap.test(out, each))
                        : wider.patterns().stream().anyMatch(in -> covers.test(in, each)));
    }

    private static boolean action(String wider, String narrower) {
        return Glob.covers(wider.toLowerCase(Locale.ROOT), narrower.toLowerCase(Locale.ROOT));
    }

    private static boolean actionsMeet(String one, String other) {
        return Glob.overlap(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }

    /** Field by field, since a wildcard of the first five may not run past its colon. */
    private static boolean resource(String wider, String narrower) {
        if (wider.equals(narrower)) {
            return true;
        }
        String[] wide = wider.split(":", FIELDS);
        String[] narrow = narrower.split(":", FIELDS);
        if (wide.length < FIELDS || narrow.length < FIELDS) {
            return false;
        }
        for (int i = 0; i < FIELDS; i++) {
            if (!Glob.covers(wide[i], narrow[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean principals(Statement wider, Statement narrower) {
        return wider.principals().equals(narrower.principals())
                || wider.principals()
                        .filter(principals -> !principals.negated())
                        .filter(principals -> principals.patterns().stream().anyMatch(PrincipalPattern::isAnybody))
                        .isPresent();
    }
}
