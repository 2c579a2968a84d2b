// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import java.time.Duration;
import java.util.Locale;

/**
 * Whose fob it is. AWS's own fobs are made by these two; there is no public data sheet of either's inside, so a model says
 * only what can be seen from outside.
 */
public enum FobModel {
    /** Time-based; the serials that AWS's customers quote begin with GAHT or GAKT. */
    GEMALTO("Gemalto", "GAHT", Duration.ofSeconds(30)),
    /** Time-based or event-based. */
    SUREPASSID("SurePassID", "SPID", Duration.ofSeconds(20));

    private final String maker;
    private final String prefix;
    private final Duration lit;

    FobModel(String maker, String prefix, Duration lit) {
        this.maker = maker;
        this.prefix = prefix;
        this.lit = lit;
    }

    /** As it stands in the maker's seed files. */
    public String maker() {
        return maker;
    }

    /** How long after a press the display goes blank. */
    public Duration lit() {
        return lit;
    }

    /**
     * What is printed on the back of the {@code number}th fob.
     *
     * @throws IllegalArgumentException if that is not 0 to 99,999,999
     */
    public String serial(long number) {
        if (number < 0 || number > 99_999_999) {
            throw new IllegalArgumentException("fobs are numbered 0 to 99999999, not " + number);
        }
        return prefix + String.format(Locale.ROOT, "%08d", number);
    }
}
