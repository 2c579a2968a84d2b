// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

/**
 * How many genuine codes were accepted at the first try, by which use it was and in which half year. Not thread-safe.
 *
 * @see #SETTLED
 */
final class Score {
    /** Uses from the fourth on count as one. */
    static final int SETTLED = 4;

    static final int HALF_YEARS = 10;

    private final long[] tried = new long[SETTLED + 1];
    private final long[] accepted = new long[SETTLED + 1];
    private final long[] live = new long[SETTLED + 1];
    private final int[] mostLive = new int[SETTLED + 1];
    private final long[] triedInHalfYear = new long[HALF_YEARS];
    private final long[] acceptedInHalfYear = new long[HALF_YEARS];

    /** @param use 1 for the first after enrolment */
    void count(int use, double years, int liveCodes, boolean ok) {
        int at = Math.min(use, SETTLED);
        tried[at]++;
        live[at] += liveCodes;
        mostLive[at] = Math.max(mostLive[at], liveCodes);
        int half = (int) Math.min(HALF_YEARS - 1, years * 2);
        triedInHalfYear[half]++;
        if (ok) {
            accepted[at]++;
            acceptedInHalfYear[half]++;
        }
    }

    long tried(int use) {
        return tried[use];
    }

    double share(int use) {
        return (double) accepted[use] / tried[use];
    }

    double meanLive(int use) {
        return (double) live[use] / tried[use];
    }

    int mostLive(int use) {
        return mostLive[use];
    }

    double shareInHalfYear(int half) {
        return triedInHalfYear[half] == 0 ? 0 : (double) acceptedInHalfYear[half] / triedInHalfYear[half];
    }
}
