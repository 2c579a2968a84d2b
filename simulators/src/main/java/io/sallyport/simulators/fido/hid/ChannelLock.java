// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Who has the device to himself, for as long as he asked (CTAP 2.1 §11.2.9.2.2). */
final class ChannelLock {
    static final int LONGEST_SECONDS = 10;

    private final InstantSource clock;
    private int holder;
    private Instant until = Instant.MIN;

    ChannelLock(InstantSource clock) {
        this.clock = clock;
    }

    /** @param seconds 0 gives it back */
    void hold(int channel, int seconds) {
        holder = channel;
        until = clock.instant().plus(Duration.ofSeconds(seconds));
    }

    boolean keepsOut(int channel) {
        return holder != channel && clock.instant().isBefore(until);
    }
}
