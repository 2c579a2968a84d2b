// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.hid.CtapHidDevice;
import java.time.Duration;

/**
 * Who is to touch the test's keys: somebody who does so at once, until a test says otherwise. While a key waits for
 * somebody who is away or late the test's clock runs, so that a time-out takes no time; while it waits for {@link #touch}
 * the clock stands still. Thread-safe.
 */
public final class Person implements Presence {
    private final SettableClock clock;
    private Presence habit = Presence.eager();
    private boolean clockRuns = true;
    private int touches;

    Person(SettableClock clock) {
        this.clock = clock;
    }

    /** Touches as soon as the key blinks. */
    public void touchesAtOnce() {
        behaves(Presence.eager());
    }

    /** Touches when the key has blinked for so long. */
    public void touchesAfter(Duration waited) {
        behaves(waiting -> waiting.compareTo(waited) < 0 ? Answer.NOT_YET : Answer.TOUCHED);
    }

    /** Never touches. */
    public void isAway() {
        behaves(Presence.absent());
    }

    /** Says no. */
    public void declines() {
        behaves(Presence.declining());
    }

    /** Does what the test makes of it. */
    public synchronized void behaves(Presence presence) {
        habit = presence;
        clockRuns = true;
    }

    /** Waits for {@link #touch}, which another thread than the one with the ceremony calls, or somebody before it. */
    public synchronized void waitsToBeTold() {
        touches = 0;
        habit = waiting -> told();
        clockRuns = false;
    }

    private synchronized Answer told() {
        if (touches == 0) {
            return Answer.NOT_YET;
        }
        touches--;
        return Answer.TOUCHED;
    }

    /** Touches the key once: the one that blinks, or the next that does. */
    public synchronized void touch() {
        touches++;
    }

    @Override
    public synchronized Answer check(Duration waiting) {
        Answer answer = habit.check(waiting);
        if (answer == Answer.NOT_YET && clockRuns) {
            clock.advance(CtapHidDevice.KEEPALIVE_INTERVAL);
        }
        return answer;
    }
}
