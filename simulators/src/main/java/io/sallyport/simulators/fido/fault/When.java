// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import java.util.EnumSet;
import java.util.Set;

/**
 * In which exchanges a fault acts. An exchange is a request and all that the key says until the next one; only those count
 * in which the fault would change something.
 *
 * @param during the operations concerned
 * @param first the exchange it begins with, from 1
 * @param times how many exchanges it lasts
 */
public record When(Set<Operation> during, int first, int times) {
    private static final Set<Operation> ANY = EnumSet.allOf(Operation.class);

    public When {
        during = Set.copyOf(during);
        if (first < 1 || times < 1) {
            throw new IllegalArgumentException("exchanges are counted from 1, and a fault acts in one at least");
        }
    }

    /** Until it is cleared. */
    public static When always() {
        return new When(ANY, 1, Integer.MAX_VALUE);
    }

    /** In the next exchange only. */
    public static When once() {
        return new When(ANY, 1, 1);
    }

    /** From this exchange on. */
    public static When from(int exchange) {
        return new When(ANY, exchange, Integer.MAX_VALUE);
    }

    /** In the next such operation only. */
    public static When next(Operation operation) {
        return new When(Set.of(operation), 1, 1);
    }

    /** In every such operation. */
    public static When during(Operation operation) {
        return new When(Set.of(operation), 1, Integer.MAX_VALUE);
    }

    /** The same, in so many exchanges at most. */
    public When times(int exchanges) {
        return new When(during, first, exchanges);
    }

    boolean covers(int exchange) {
        return exchange >= first && exchange - first < times;
    }
}
