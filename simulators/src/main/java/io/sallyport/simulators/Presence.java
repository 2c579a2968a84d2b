// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import java.time.Duration;

/** The person in front of a device that blinks and waits to be touched. */
@FunctionalInterface
public interface Presence {
    /** What the person does. */
    enum Answer {
        TOUCHED,
        /** As {@link #TOUCHED}, but a sensor for fingerprints sees a finger that it does not know. */
        WRONG_FINGER,
        DECLINED,
        NOT_YET
    }

    /** Asked again and again while the device waits. */
    Answer check(Duration waiting);

    /** Somebody who touches as soon as it blinks. */
    static Presence eager() {
        return waiting -> Answer.TOUCHED;
    }

    /** Nobody. */
    static Presence absent() {
        return waiting -> Answer.NOT_YET;
    }

    /** Somebody who does not want to. */
    static Presence declining() {
        return waiting -> Answer.DECLINED;
    }
}
