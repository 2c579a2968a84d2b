// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.hardware.otp.TokenSeed;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A key fob with a button and a display, as Gemalto and SurePassID make them: time-based, or event-based.
 *
 * <pre>{@code
 * Fob fob = Fob.drifting(token, InstantSource.system(), 11.6, Instant.parse("2024-01-01T00:00:00Z"));
 * String code = fob.press();
 * }</pre>
 *
 * <p>Thread-safe. An event-based fob's counter lives as long as the object does; {@link #counter()} lets it be kept.
 */
public final class Fob {
    private final TokenSeed token;
    private final CodeDisplay display;

    private Fob(TokenSeed token, InstantSource clock) {
        this.token = token;
        this.display = new CodeDisplay(token.seed(), token.parameters(), token.counter(), clock);
    }

    /** A fob whose clock is {@code clock}. */
    public static Fob of(TokenSeed token, InstantSource clock) {
        return new Fob(token, clock);
    }

    /**
     * A fob whose clock was right at {@code since} and has drifted by {@code driftPpm} since, see {@link DriftingClock}.
     *
     * @throws IllegalArgumentException if {@code since} is in the future or no clock drifts that much
     */
    public static Fob drifting(TokenSeed token, InstantSource clock, double driftPpm, Instant since) {
        return new Fob(token, new DriftingClock(clock, driftPpm, since));
    }

    /** What is printed on its back. */
    public String serial() {
        return token.serial();
    }

    public OtpParameters parameters() {
        return token.parameters();
    }

    /**
     * Presses the button: the code the display shows. Within one time step a time-based fob shows the same again; an
     * event-based fob shows the next code at each press.
     */
    public String press() {
        return display.next();
    }

    /** The counter of the next press; 0 and without meaning for a time-based fob. */
    public long counter() {
        return display.counter();
    }

    @Override
    public String toString() {
        return "Fob[" + serial() + "]";
    }
}
