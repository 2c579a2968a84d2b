// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The test of user presence as U2F has it: a command finds the key touched or fails at once, and the host asks again. The
 * key blinks from the first such failure on. One touch serves one command.
 */
final class Touch {
    /** A host that has not asked for so long has given up, and the key stops to blink. */
    static final Duration FORGOTTEN = Duration.ofSeconds(3);

    private final Environment environment;
    private @Nullable Instant blinkingSince;
    private Instant lastAsked = Instant.MIN;

    Touch(Environment environment) {
        this.environment = environment;
    }

    void require() {
        Instant now = environment.clock().instant();
        Instant since = blinkingSince;
        if (since == null || now.isAfter(lastAsked.plus(FORGOTTEN))) {
            since = now;
        }
        lastAsked = now;
        boolean touched = environment.presence().check(Duration.between(since, now)) == Presence.Answer.TOUCHED;
        blinkingSince = touched ? null : since;
        if (!touched) {
            throw new ApduException(StatusWord.CONDITIONS_NOT_SATISFIED);
        }
    }
}
