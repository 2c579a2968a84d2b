// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

import java.util.LinkedHashMap;
import java.util.Map;

/** What came of a fleet in one setting. */
final class Outcome {
    final Setting setting;
    final Score ours = new Score();

    /** As {@link #ours}, where an acceptance by more than three live codes counts as none. */
    final Score withThree = new Score();

    final Map<FixedWindow, Score> fixed = new LinkedHashMap<>();

    /** Genuine codes from the fourth use on while the window was wider, after long idle times. */
    long wideSettled;

    long refused;
    long resynchronised;
    long enrolmentsRefused;

    /** Codes shown again, and how many of them were accepted as what they were. */
    long replays;

    long replaysAccepted;

    /** Old codes that had the very digits of a newer one which was live: a hit of chance, not a replay. */
    long chanceHits;

    Outcome(Setting setting) {
        this.setting = setting;
        for (FixedWindow window : FixedWindow.ALL) {
            fixed.put(window, new Score());
        }
    }

    /** From the fourth use on at least this share has to be accepted at the first try, with three live codes. */
    static final double GOAL = 0.99;

    boolean met() {
        return withThree.share(Score.SETTLED) >= GOAL
                && resynchronised == refused
                && enrolmentsRefused == 0
                && replaysAccepted == 0;
    }
}
