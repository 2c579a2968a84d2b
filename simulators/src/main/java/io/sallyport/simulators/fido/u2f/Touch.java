// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
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

    private final Chip chip;
    private final Environment environment;
    private @Nullable Instant blinkingSince;
    private Instant lastAsked = Instant.MIN;

    Touch(Chip chip) {
        this.chip = chip;
        this.environment = chip.environment();
    }

    void require() {
        Instant now = environment.clock().instant();
        Instant since = blinkingSince;
        if (since == null || now.isAfter(lastAsked.plus(FORGOTTEN))) {
            since = now;
        }
        lastAsked = now;
        boolean touched = isTouched(Duration.between(since, now));
        blinkingSince = touched ? null : since;
        if (!touched) {
            throw new ApduException(StatusWord.CONDITIONS_NOT_SATISFIED);
        }
    }

    /** A sensor for fingerprints takes a finger that it knows, other keys take any. */
    private boolean isTouched(Duration waited) {
        return switch (chip.faults().touch(environment.presence().check(waited), waited)) {
            case TOUCHED -> true;
            case WRONG_FINGER -> !chip.profile().has(Feature.FINGERPRINT);
            case DECLINED, NOT_YET -> false;
        };
    }
}
