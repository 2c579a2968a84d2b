// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.MfaSerial;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** A fob whose clock really is as told, in the hands of a person who takes her time, beside what is known of it. */
final class WatchedFob {
    private static final long START = Instant.parse("2026-03-01T12:00:10Z").getEpochSecond();

    final OtpParameters parameters;
    private final double ppm;
    private final Random random;
    private double offset;
    CodeDevice device;
    Instant now = Instant.ofEpochSecond(START);

    WatchedFob(OtpParameters parameters, double ppm, double offset, Random random) {
        this.parameters = parameters;
        this.ppm = ppm;
        this.offset = offset;
        this.random = random;
        this.device = CodeDevice.newFob(new MfaSerial("GAHT12345678"), parameters, 0);
        pair();
    }

    void pass(Duration time) {
        now = now.plus(time);
        offset += time.toMillis() / 1000.0 * ppm * 1e-6;
    }

    void jump(double seconds) {
        offset += seconds;
    }

    /** The step that is shown, read and typed within some seconds. */
    private long shown() {
        double typing = 3 + 9 * random.nextDouble();
        return parameters.stepAt(now.plusMillis(Math.round((offset - typing) * 1000)));
    }

    /** Whether the code was live; if so it was learnt from. */
    boolean use() {
        long step = shown();
        LiveCodes live = device.liveCodesAt(now);
        if (step < live.from() || step > live.to()) {
            return false;
        }
        learn(step, device.learntFromCode(step, now));
        return true;
    }

    void pair() {
        long step = shown();
        learn(step, device.learntFromPair(step, now));
    }

    private void learn(long step, ClockEstimate estimate) {
        ClockState before = device.clock();
        ClockState after = new ClockState(step, estimate, before.version() + 1, 0, Instant.EPOCH);
        device = new CodeDevice(device.serial(), device.type(), parameters, null, null, after);
    }

    int liveCodes() {
        return device.liveCodesAt(now).count();
    }

    /** How far the middle of the window is from what the fob shows, in seconds. */
    double error() {
        return device.expectedAt(now).offset() - offset;
    }

    double learntPpm() {
        return device.clock().estimate().rate() * 1e6;
    }
}
