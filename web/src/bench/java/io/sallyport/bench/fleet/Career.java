// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

import io.sallyport.core.mfa.Claimant;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.LiveCodes;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.hardware.otp.RfcOneTimeCodes;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.hardware.otp.Totp;
import io.sallyport.simulators.otp.Fob;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;

/** One fob in one person's hands for five years, before the product's own verification. */
final class Career {
    private static final OtpParameters PARAMETERS = OtpParameters.STANDARD;
    private static final Duration LENGTH = Duration.ofDays(5 * 365);
    private static final UniqueId OWNER = new UniqueId("AIDAIOSFODNN7EXAMPLE");

    private final Outcome outcome;
    private final Quartz quartz;
    private final Random random;
    private final Fob fob;
    private final OtpSeed seed;
    private final OneDevice device;
    private final MfaDevices devices;
    private final MfaRegistry registry;
    private final RfcOneTimeCodes codes = new RfcOneTimeCodes();
    private final List<String> shown = new ArrayList<>();
    private Instant enrolledAt = Instant.EPOCH;
    private long enrolmentOffset;

    Career(Outcome outcome, int number, double driftPpm, Random random) {
        this.outcome = outcome;
        this.random = random;
        byte[] secret = new byte[20];
        random.nextBytes(secret);
        this.seed = OtpSeed.of(secret);
        Instant start = Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextInt(86_400_000));
        // Its clock was set at the factory, some months ago.
        this.quartz = new Quartz(outcome.setting, driftPpm, random.nextGaussian() * 60, start, random);
        TokenSeed token = new TokenSeed(String.format("GAHT%08d", number), seed, PARAMETERS, 0);
        this.fob = Fob.of(token, quartz);
        this.device = new OneDevice(CodeDevice.newFob(new MfaSerial(token.serial()), PARAMETERS, 0), seed);
        this.devices = device.asPort();
        this.registry =
                new MfaRegistry(new CodeVerification(codes, quartz::trueTime), quartz::trueTime, new SecureRandom());
    }

    void run() {
        if (!twice(
                (first, second) -> registry.enable(devices, OWNER, device.now().serial(), first, second))) {
            outcome.enrolmentsRefused++;
            return;
        }
        enrolledAt = quartz.trueTime();
        enrolmentOffset = device.now().clock().lastStep() - PARAMETERS.stepAt(enrolledAt);
        for (int use = 1; ; use++) {
            quartz.pass(Duration.ofSeconds((long) (86_400 * (1 + 179 * random.nextDouble()))));
            if (quartz.trueTime().isAfter(enrolledAt.plus(LENGTH))) {
                return;
            }
            use(use);
        }
    }

    private void use(int use) {
        String code = read();
        Instant now = quartz.trueTime();
        double years = Duration.between(enrolledAt, now).toDays() / 365.25;
        LiveCodes live = device.now().liveCodesAt(now);
        boolean accepted = accepts(code);
        outcome.ours.count(use, years, live.count(), accepted);
        outcome.withThree.count(use, years, 3, accepted && within(code, live));
        if (use >= Score.SETTLED && live.count() > 3) {
            outcome.wideSettled++;
        }
        outcome.fixed.forEach(
                (window, score) -> score.count(use, years, window.liveCodes(), window(window, code, now)));
        if (!accepted) {
            outcome.refused++;
            if (twice((first, second) ->
                    registry.resync(devices, OWNER, device.now().serial(), first, second))) {
                outcome.resynchronised++;
            }
        }
        replay();
    }

    /** Whether three live codes around the prediction would have done. */
    private boolean within(String code, LiveCodes live) {
        long middle = (live.from() + live.to()) / 2;
        return codes.match(seed, PARAMETERS, middle - 1, middle + 1, code).isPresent();
    }

    private boolean window(FixedWindow window, String code, Instant now) {
        long middle = PARAMETERS.stepAt(now) + (window.atEnrolment() ? enrolmentOffset : 0);
        return codes.match(seed, PARAMETERS, middle - window.reach(), middle + window.reach(), code)
                .isPresent();
    }

    private boolean accepts(String code) {
        return registry.tryCode(
                        devices, Claimant.of(OWNER), List.of(device.now().serial()), code)
                .evidence()
                .isPresent();
    }

    /** The code just used at once, again after some seconds, and one of all that were ever shown. */
    private void replay() {
        replay(shown.get(shown.size() - 1));
        quartz.pass(Duration.ofMillis(1_000 + random.nextInt(50_000)));
        replay(shown.get(shown.size() - 1));
        replay(shown.get(random.nextInt(shown.size())));
    }

    private void replay(String code) {
        outcome.replays++;
        long last = device.now().clock().lastStep();
        if (accepts(code)) {
            long step = device.now().clock().lastStep();
            boolean another =
                    step > last && new Totp(seed, PARAMETERS).codeAt(at(step)).equals(code);
            if (another) {
                outcome.chanceHits++;
            } else {
                outcome.replaysAccepted++;
            }
        }
    }

    private static Instant at(long step) {
        return Instant.ofEpochSecond(step * PARAMETERS.period().toSeconds());
    }

    /** Reads the display; when this returns the code was typed and sent. */
    private String read() {
        String code = fob.press();
        shown.add(code);
        double typing = outcome.setting.typingSeconds() * Math.exp(Setting.TYPING_SIGMA * random.nextGaussian());
        quartz.pass(Duration.ofMillis(Math.round(typing * 1000)));
        return code;
    }

    /**
     * Two consecutive codes: reads one, waits for the next, reads and sends it. Whoever takes so long over the first that she
     * misses the next has sent none, and begins anew; three times at most.
     */
    private boolean twice(BiPredicate<String, String> asked) {
        for (int i = 0; i < 3; i++) {
            String first = read();
            while (fob.press().equals(first)) {
                quartz.pass(Duration.ofMillis(500));
            }
            if (asked.test(first, read())) {
                return true;
            }
        }
        return false;
    }
}
