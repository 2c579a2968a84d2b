// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An app or a fob: something that shows codes. Its seed is kept apart, sealed. */
public record CodeDevice(
        MfaSerial serial,
        Type type,
        OtpParameters parameters,
        @Nullable UniqueId owner,
        @Nullable Instant enabledAt,
        ClockState clock)
        implements MfaDevice {

    /** How far a new app may be off when it proves itself. */
    private static final int APP_CAP = 2;

    /** How far a new fob may be off, and any device that is resynchronised: ten minutes at 30 seconds a step. */
    private static final int WIDE_CAP = 20;

    /** An app that nobody has enabled yet. */
    public static CodeDevice newApp(MfaSerial serial) {
        return new CodeDevice(serial, Type.VIRTUAL, OtpParameters.STANDARD, null, null, ClockState.UNKNOWN);
    }

    /**
     * A fob in stock.
     *
     * @param counter the next that an event-based fob will show
     * @param drift how many steps the clock of a time-based one runs ahead
     */
    public static CodeDevice newFob(MfaSerial serial, OtpParameters parameters, long counter, long drift) {
        return new CodeDevice(
                serial,
                Type.FOB,
                parameters,
                null,
                null,
                ClockState.startingAt(
                        counter, (double) drift * parameters.period().toSeconds()));
    }

    /** A fob in stock whose clock is right. */
    public static CodeDevice newFob(MfaSerial serial, OtpParameters parameters, long counter) {
        return newFob(serial, parameters, counter, 0);
    }

    /** How many steps its clock is thought to run ahead of ours at a moment; 0 for an event-based device. */
    public long offsetAt(Instant moment) {
        return Math.round(secondsAheadAt(moment) / parameters.period().toSeconds());
    }

    /**
     * As {@link #offsetAt}, in seconds: 0 where it is within what {@linkplain ClockNoise#ignored counts as none}.
     */
    public double secondsAheadAt(Instant moment) {
        if (countsEvents()) {
            return 0;
        }
        double offset = expectedAt(moment).offset();
        double ignored = ClockNoise.of(type).ignored() * parameters.period().toSeconds();
        return Math.abs(offset) <= ignored ? 0 : offset;
    }

    /** The codes that sign in at a moment. */
    public LiveCodes liveCodesAt(Instant moment) {
        return countsEvents()
                ? LiveCodes.after(clock.lastStep())
                : LiveCodes.around(expectedStepAt(moment), reachAt(moment));
    }

    /** How many steps either way of the expected one are live. */
    int reachAt(Instant moment) {
        double period = parameters.period().toSeconds();
        return LiveCodes.reach(expectedAt(moment), ClockNoise.of(type), period);
    }

    /** The step that its clock is thought to be in. */
    long expectedStepAt(Instant moment) {
        return parameters.stepAt(moment.plusMillis(Math.round(secondsAheadAt(moment) * 1000)));
    }

    ClockEstimate expectedAt(Instant moment) {
        return clock.estimate().expectedAt(moment, ClockNoise.of(type));
    }

    /** What is known of its clock after a code of {@code step} was accepted. */
    ClockEstimate learntFromCode(long step, Instant now) {
        return countsEvents() ? clock.estimate() : filter().afterCode(clock.estimate(), step, now);
    }

    /** What is known of its clock after two consecutive codes were, the second of {@code step}. */
    ClockEstimate learntFromPair(long step, Instant now) {
        return countsEvents() ? clock.estimate() : filter().afterPair(clock.estimate(), step, now);
    }

    private ClockFilter filter() {
        return new ClockFilter(parameters, ClockNoise.of(type));
    }

    /** Whether a press of its button moves its code on, and not time. */
    public boolean countsEvents() {
        return parameters.algorithm() == OtpParameters.Algorithm.HOTP;
    }

    /** The widest window in which two consecutive codes may enable it, in steps either way. */
    int enrolmentCap() {
        return type == Type.VIRTUAL ? APP_CAP : WIDE_CAP;
    }

    /** The widest window in which two consecutive codes may resynchronise it, in steps either way. */
    int resyncCap() {
        return WIDE_CAP;
    }
}
