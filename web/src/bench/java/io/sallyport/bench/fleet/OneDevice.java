// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.ClockState;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.DecoyDevices;
import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.WrongTries;
import io.sallyport.core.name.UniqueId;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One device in memory, as {@link MfaDevices} has them, with the condition of the store's UPDATE. A proxy, since the port is
 * wide and verification needs little of it; anything else that is asked for fails.
 */
final class OneDevice {
    private final OtpSeed seed;
    private final Tries tries = new Tries();
    private final Decoys decoys;
    private CodeDevice device;

    OneDevice(CodeDevice device, OtpSeed seed) {
        this.device = device;
        this.seed = seed;
        this.decoys = new Decoys(device, seed);
    }

    MfaDevices asPort() {
        return (MfaDevices) Proxy.newProxyInstance(
                OneDevice.class.getClassLoader(),
                new Class<?>[] {MfaDevices.class},
                (proxy, method, arguments) -> answer(method, arguments));
    }

    CodeDevice now() {
        return device;
    }

    private Object answer(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "lock", "find" -> Optional.of(device);
            case "seed" -> seed;
            case "accept" -> accept((CodeDevice) arguments[0], (long) arguments[1], (ClockEstimate) arguments[2]);
            case "failed" -> failed((Instant) arguments[1]);
            case "assign" -> assign((UniqueId) arguments[1], (Instant) arguments[2]);
            case "unread", "announce", "used" -> true;
            case "isHeld" -> false;
            case "wrongTries" -> tries;
            case "decoys" -> decoys;
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private boolean accept(CodeDevice read, long step, ClockEstimate estimate) {
        ClockState state = device.clock();
        if (read.clock().version() != state.version() || state.lastStep() >= step) {
            return false;
        }
        device = with(new ClockState(step, estimate, state.version() + 1, 0, Instant.EPOCH));
        return true;
    }

    private boolean failed(Instant lockedUntil) {
        ClockState state = device.clock();
        device = with(
                new ClockState(state.lastStep(), state.estimate(), state.version(), state.failures() + 1, lockedUntil));
        return true;
    }

    private boolean assign(UniqueId owner, Instant at) {
        device = new CodeDevice(device.serial(), device.type(), device.parameters(), owner, at, device.clock());
        return true;
    }

    private CodeDevice with(ClockState state) {
        return new CodeDevice(
                device.serial(), device.type(), device.parameters(), device.owner(), device.enabledAt(), state);
    }

    /** Her wrong tries, of whatever kind. */
    private static final class Tries implements WrongTries {
        private final Map<Guessed, Tally> tallies = new EnumMap<>(Guessed.class);

        @Override
        public Tally lock(UniqueId owner, Guessed what) {
            return tallies.getOrDefault(what, new Tally(0, Instant.EPOCH));
        }

        @Override
        public void refused(UniqueId owner, Guessed what, Tally tally) {
            tallies.put(what, tally);
        }

        @Override
        public void clear(UniqueId owner, Guessed what) {
            tallies.remove(what);
        }

        @Override
        public void release(UniqueId owner) {
            tallies.clear();
        }
    }

    /** The device is always there, so that none stands in for it. */
    private record Decoys(CodeDevice decoy, OtpSeed unused) implements DecoyDevices {
        @Override
        public CodeDevice of(String whoseever, Supplier<OtpSeed> seed) {
            return decoy;
        }

        @Override
        public OtpSeed seed(CodeDevice of) {
            return unused;
        }

        @Override
        public void unread(CodeDevice of) {
            throw new UnsupportedOperationException("the device is there");
        }
    }
}
