// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;

/**
 * What a statement makes of a request.
 *
 * @param mismatches what keeps it from applying; none when it applies
 */
public record StatementReport(MatchedStatement statement, List<Mismatch> mismatches) {
    public StatementReport {
        mismatches = List.copyOf(mismatches);
    }

    public Effect effect() {
        return statement.effect();
    }

    public boolean applies() {
        return mismatches.isEmpty();
    }
}
