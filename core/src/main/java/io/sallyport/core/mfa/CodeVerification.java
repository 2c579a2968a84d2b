// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Accepts each code once. Works inside the caller's transaction, which must commit whatever the answer is, so that
 * failures count: callers refuse by {@link io.sallyport.core.account.Refusal}.
 *
 * <p>A code that was valid but is used up is refused like a wrong one, in the same time, and counts as no failure: it is
 * what a double click sends.
 */
public final class CodeVerification {
    /** Steps either way around the predicted one: three live codes. */
    static final int WINDOW = 1;

    /** How many presses of an event-based fob may have gone unseen between two sign-ins. */
    static final int LOOK_AHEAD = 10;

    /** As {@link #LOOK_AHEAD}, where two consecutive codes prove the place. */
    private static final int PAIR_LOOK_AHEAD = 100;

    private final OneTimeCodes codes;
    private final InstantSource clock;

    public CodeVerification(OneTimeCodes codes, InstantSource clock) {
        this.codes = codes;
        this.clock = clock;
    }

    /** What comes of a code. */
    enum Outcome {
        ACCEPTED,
        /** Not the device's: a guess, or a slip of a finger. */
        WRONG,
        /** It was the device's and is used up, or somebody else uses it up at this moment. */
        USED,
        /** Nothing is accepted of the device now. */
        RESTING
    }

    /** The same, whose arithmetic is watched. */
    CodeVerification watchedBy(FixedWork work) {
        return new CodeVerification(work, clock);
    }

    FixedWork newWork() {
        return new FixedWork(codes);
    }

    /** Whether {@code code} is the device's now; if so it is used up. */
    public boolean accept(MfaDevices devices, CodeDevice device, String code) {
        Outcome outcome = look(devices, device, code, false);
        if (outcome != Outcome.ACCEPTED) {
            count(devices, device, outcome == Outcome.WRONG);
        }
        return outcome == Outcome.ACCEPTED;
    }

    /**
     * Looks at a code, and uses it up if it is the device's now. Whatever is refused takes the same arithmetic; it is the
     * caller's to {@link #count} once.
     *
     * @param ownerRests whether nothing is accepted of any of her devices
     */
    Outcome look(MfaDevices devices, CodeDevice device, String code, boolean ownerRests) {
        ClockState state = device.clock();
        boolean rests = ownerRests || clock.instant().isBefore(state.lockedUntil());
        Window window = signInWindow(device);
        OtpSeed seed = devices.seed(device);
        OptionalLong fresh =
                codes.match(seed, device.parameters(), Math.max(window.from, state.lastStep() + 1), window.to, code);
        OptionalLong used =
                codes.match(seed, device.parameters(), window.from, Math.min(window.to, state.lastStep()), code);
        if (rests) {
            return Outcome.RESTING;
        }
        if (fresh.isPresent()) {
            return devices.accept(device, fresh.getAsLong(), state.offset()) ? Outcome.ACCEPTED : Outcome.USED;
        }
        return used.isEmpty() ? Outcome.WRONG : Outcome.USED;
    }

    /** Writes down that a code was refused, whether it counts as wrong or not. */
    void count(MfaDevices devices, CodeDevice device, boolean wrong) {
        if (wrong) {
            fail(devices, device);
        } else {
            devices.unread(device);
        }
    }

    /** Whether the codes are two consecutive ones of a device that is to be enabled; if so both are used up. */
    boolean acceptToEnable(MfaDevices devices, CodeDevice device, String first, String second) {
        return acceptPair(devices, device, device.enrolmentCap(), first, second);
    }

    /** Whether the codes are two consecutive ones; if so both are used up and the device's clock is known again. */
    boolean acceptToResync(MfaDevices devices, CodeDevice device, String first, String second) {
        return acceptPair(devices, device, device.resyncCap(), first, second);
    }

    private boolean acceptPair(MfaDevices devices, CodeDevice device, int cap, String first, String second) {
        ClockState state = device.clock();
        Instant now = clock.instant();
        if (now.isBefore(state.lockedUntil())) {
            return false;
        }
        boolean counts = device.parameters().algorithm() == OtpParameters.Algorithm.HOTP;
        long here = counts ? state.lastStep() + 1 : device.parameters().stepAt(now);
        // The second code may be one step further off than the first.
        long from = Math.max(state.lastStep() + 1, counts ? here : here - cap);
        long to = counts ? here + PAIR_LOOK_AHEAD : here + cap;
        OtpSeed seed = devices.seed(device);
        OptionalLong step = pairIn(seed, device.parameters(), from, to, first, second);
        if (step.isPresent()) {
            long offset = step.getAsLong() + 1 - here;
            // One step is the time it takes to read and type; more than that is the clock.
            return devices.accept(device, step.getAsLong() + 1, counts || Math.abs(offset) <= 1 ? 0 : offset);
        }
        long last = state.lastStep();
        boolean shownBefore = pairIn(seed, device.parameters(), last - PAIR_LOOK_AHEAD, last, first, second)
                .isPresent();
        count(devices, device, !shownBefore);
        return false;
    }

    /** The first code may occur more than once in a wide window, so every step is tried. */
    private OptionalLong pairIn(
            OtpSeed seed, OtpParameters parameters, long from, long to, String first, String second) {
        OptionalLong found = OptionalLong.empty();
        for (long step = to; step >= from; step--) {
            OptionalLong atFirst = codes.match(seed, parameters, step, step, first);
            OptionalLong atSecond = codes.match(seed, parameters, step + 1, step + 1, second);
            if (atFirst.isPresent() && atSecond.isPresent()) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private Window signInWindow(CodeDevice device) {
        if (device.parameters().algorithm() == OtpParameters.Algorithm.HOTP) {
            long last = device.clock().lastStep();
            return new Window(last - LOOK_AHEAD, last + LOOK_AHEAD);
        }
        long predicted =
                device.parameters().stepAt(clock.instant()) + device.clock().offset();
        return new Window(predicted - WINDOW, predicted + WINDOW);
    }

    private void fail(MfaDevices devices, CodeDevice device) {
        Instant now = clock.instant();
        Instant lockedUntil = Throttle.lockedUntil(device.clock().failures() + 1, device.owner(), now);
        devices.failed(device, lockedUntil);
        UniqueId owner = device.owner();
        if (owner != null && lockedUntil.isAfter(now)) {
            devices.announce(DeviceNotice.LOCKED, device, owner, now);
        }
    }

    /** First and last step, both included. */
    private record Window(long from, long to) {}
}
