// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.codes;

/** What a verification looks for. */
public enum Search {
    /** One code in three steps, as at a sign-in. */
    THREE(3, 3),
    /** One code in 41 steps. */
    WIDE(41, 41),
    /** Two consecutive codes in 41 steps, as a resynchronisation does: one HMAC more than steps. */
    PAIR(41, 42);

    final int steps;
    final int hmacs;

    Search(int steps, int hmacs) {
        this.steps = steps;
        this.hmacs = hmacs;
    }
}
