// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.simulators.Presence;
import java.time.Duration;

/** People who are not as quick, or not as willing, as they seem. */
final class Touches {
    /** Longer than an impatient program waits, shorter than the key does. */
    static final Duration LATE = Duration.ofSeconds(10);

    private Touches() {}

    static Touch never(Touch touch) {
        return touch.but(Presence.Answer.NOT_YET);
    }

    static Touch late(Touch touch) {
        return touch.waited().compareTo(LATE) < 0 ? touch.but(Presence.Answer.NOT_YET) : touch;
    }

    static Touch declined(Touch touch) {
        return touch.but(Presence.Answer.DECLINED);
    }
}
