// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

/**
 * A window as others have it: as wide for every fob and at all times.
 *
 * @param reach steps either way
 * @param atEnrolment whether it lies where the fob's clock was found when it was enrolled; else around our own clock
 */
record FixedWindow(String name, int reach, boolean atEnrolment) {
    static final FixedWindow[] ALL = {
        new FixedWindow("fixed ±1 step, offset never learnt", 1, false),
        new FixedWindow("fixed ±1 step, offset of enrolment", 1, true),
        new FixedWindow("fixed ±180 s, offset never learnt", 6, false),
        new FixedWindow("fixed ±180 s, offset of enrolment", 6, true),
    };

    int liveCodes() {
        return 2 * reach + 1;
    }
}
