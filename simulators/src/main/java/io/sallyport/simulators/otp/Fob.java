// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A key fob with a button and a display, as Gemalto and SurePassID make them: time-based, or event-based.
 *
 * <pre>{@code
 * Fob fob = Fob.drifting(token, InstantSource.system(), 11.6, Instant.parse("2024-01-01T00:00:00Z"));
 * String code = fob.press();
 *
 * Fob old = Fob.builder(token, clock)
 *         .quartz(11.6, made, Temperature.lifelike(1))
 *         .battery(Battery.until(made.plus(Duration.ofDays(1500))))
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe. Counter and battery's use are kept in a {@link Storage}, by default for as long as the object lives.
 */
public final class Fob {
    private final TokenSeed token;
    private final SeededCodes codes;
    private final InstantSource right;
    private final InstantSource own;
    private final FobModel model;
    private final Battery battery;
    private final Storage storage;

    /** @param own the fob's clock, where it is not the builder's */
    Fob(TokenSeed token, InstantSource right, InstantSource own, FobModel model, Battery battery, Storage storage) {
        this.token = token;
        this.codes = new SeededCodes(token.seed(), token.parameters());
        this.right = right;
        this.own = own;
        this.model = model;
        this.battery = battery;
        this.storage = storage;
    }

    /** A fob whose clock is {@code clock}. */
    public static Fob of(TokenSeed token, InstantSource clock) {
        return builder(token, clock).build();
    }

    /**
     * A fob whose clock was right at {@code since} and has drifted by {@code driftPpm} since, see {@link DriftingClock}.
     *
     * @throws IllegalArgumentException if {@code since} is in the future or no clock drifts that much
     */
    public static Fob drifting(TokenSeed token, InstantSource clock, double driftPpm, Instant since) {
        return builder(token, clock).quartz(driftPpm, since).build();
    }

    /** A fob of which more is to be said. */
    public static FobBuilder builder(TokenSeed token, InstantSource clock) {
        return new FobBuilder(token, clock);
    }

    /** What is printed on its back. */
    public String serial() {
        return token.serial();
    }

    public OtpParameters parameters() {
        return token.parameters();
    }

    public FobModel model() {
        return model;
    }

    /**
     * Presses the button: the code the display shows. Within one time step a time-based fob shows the same again; an
     * event-based fob shows the next code at each press.
     *
     * @throws DeadBatteryException if the display stays blank; an event-based fob then has not counted
     */
    public String press() {
        synchronized (storage) {
            Instant now = right.instant();
            FobMemory memory = memory();
            if (battery.isEmpty(now, memory.presses())) {
                throw new DeadBatteryException(serial());
            }
            memory.pressed(now, !codes.timeBased()).write(storage, serial());
            return codes.timeBased() ? codes.at(own.instant()) : codes.at(memory.counter());
        }
    }

    /**
     * What one sees without pressing: blank before the first press, when {@link FobModel#lit} has passed since the last,
     * and without battery. A time-based display goes on to the next code while it is lit.
     */
    public Display display() {
        synchronized (storage) {
            Instant now = right.instant();
            FobMemory memory = memory();
            boolean lit = !now.isBefore(memory.lit())
                    && memory.presses() > 0
                    && Duration.between(memory.lit(), now).compareTo(model.lit()) < 0;
            // The press that emptied the battery is still shown.
            if (!lit || battery.isEmpty(now, memory.presses() - 1)) {
                return Display.BLANK;
            }
            return codes.timeBased()
                    ? new Display(codes.at(own.instant()), bars(own.instant()))
                    : new Display(codes.at(memory.counter() - 1), 0);
        }
    }

    private int bars(Instant shown) {
        long period = parameters().period().toMillis();
        long left = period - Math.floorMod(shown.toEpochMilli(), period);
        return Math.toIntExact((left * Display.BARS + period - 1) / period);
    }

    /** The counter of the next press; 0 and without meaning for a time-based fob. */
    public long counter() {
        synchronized (storage) {
            return memory().counter();
        }
    }

    private FobMemory memory() {
        return FobMemory.read(storage, serial(), token.counter());
    }

    @Override
    public String toString() {
        return "Fob[" + serial() + "]";
    }
}
