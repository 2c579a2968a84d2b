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
    /** How many presses of an event-based fob may have gone unseen where two consecutive codes prove the place. */
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

    /**
     * Looks at a code, and uses it up if it is the device's now. Whatever is refused takes the same arithmetic; it is the
     * caller's to {@link #count} once.
     *
     * @param ownerRests whether nothing is accepted of any of her devices
     */
    Outcome look(MfaDevices devices, CodeDevice device, String code, boolean ownerRests) {
        ClockState state = device.clock();
        Instant now = clock.instant();
        boolean rests = ownerRests || now.isBefore(state.lockedUntil());
        LiveCodes live = device.liveCodesAt(now);
        OtpSeed seed = devices.seed(device);
        OptionalLong fresh =
                codes.match(seed, device.parameters(), Math.max(live.from(), state.lastStep() + 1), live.to(), code);
        OptionalLong used =
                codes.match(seed, device.parameters(), live.from(), Math.min(live.to(), state.lastStep()), code);
        if (rests) {
            return Outcome.RESTING;
        }
        if (fresh.isPresent()) {
            return devices.accept(device, fresh.getAsLong(), device.learntFromCode(fresh.getAsLong(), now))
                    ? Outcome.ACCEPTED
                    : Outcome.USED;
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
        return lookAtPair(devices, device, device.enrolmentCap(), first, second) == Outcome.ACCEPTED;
    }

    /** Whether the codes are two consecutive ones; if so both are used up and the device's clock is known again. */
    boolean acceptToResync(MfaDevices devices, CodeDevice device, String first, String second) {
        return lookToResync(devices, device, first, second) == Outcome.ACCEPTED;
    }

    /** As {@link #acceptToResync}, and why not. What was refused is counted. */
    Outcome lookToResync(MfaDevices devices, CodeDevice device, String first, String second) {
        return lookAtPair(devices, device, device.resyncCap(), first, second);
    }

    private Outcome lookAtPair(MfaDevices devices, CodeDevice device, int cap, String first, String second) {
        ClockState state = device.clock();
        Instant now = clock.instant();
        if (now.isBefore(state.lockedUntil())) {
            return Outcome.RESTING;
        }
        boolean counts = device.countsEvents();
        long ours = device.parameters().stepAt(now);
        long expected = device.expectedStepAt(now);
        // Around where it should be and around our own clock, to which whoever changes a battery may have set it. The
        // second
        // code may be one step further off than the first.
        long next = state.lastStep() + 1;
        long from = counts ? next : Math.max(next, Math.min(ours, expected) - cap);
        long to = counts ? next + PAIR_LOOK_AHEAD : Math.max(ours, expected) + cap;
        OtpSeed seed = devices.seed(device);
        OptionalLong step = pairIn(seed, device.parameters(), from, to, first, second);
        if (step.isPresent()) {
            long shown = step.getAsLong() + 1;
            return devices.accept(device, shown, device.learntFromPair(shown, now)) ? Outcome.ACCEPTED : Outcome.USED;
        }
        long last = state.lastStep();
        boolean shownBefore = pairIn(seed, device.parameters(), last - PAIR_LOOK_AHEAD, last, first, second)
                .isPresent();
        count(devices, device, !shownBefore);
        return shownBefore ? Outcome.USED : Outcome.WRONG;
    }

    /** The first code may occur more than once in a wide window, so every step is tried. */
    private OptionalLong pairIn(
            OtpSeed seed, OtpParameters parameters, long from, long to, String first, String second) {
        return codes.matchPair(seed, parameters, from, to, first, second);
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
}
