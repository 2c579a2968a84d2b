// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.ClockState;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.UniqueId;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;

/**
 * One device in memory, as {@link MfaDevices} has them, with the condition of the store's UPDATE. A proxy, since the port is
 * wide and verification needs little of it; anything else that is asked for fails.
 */
final class OneDevice {
    private final OtpSeed seed;
    private CodeDevice device;

    OneDevice(CodeDevice device, OtpSeed seed) {
        this.device = device;
        this.seed = seed;
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
            case "announce", "used" -> true;
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
}
