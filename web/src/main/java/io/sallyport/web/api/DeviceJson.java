// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.LiveCodes;
import io.sallyport.core.mfa.MfaDevice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device as the API shows it.
 *
 * @param type {@code app}, {@code fob} or {@code key}
 * @param name what people call it: the last part of its serial
 * @param liveCodes how many codes it would be accepted by now; null for a key, and where a sign-in asks for a device
 * @param guessProbability the chance to hit one of them before the device is locked; null likewise
 */
record DeviceJson(
        String serial,
        String type,
        String name,
        @Nullable Instant enabledAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer liveCodes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double guessProbability) {
    static DeviceJson of(MfaDevice device) {
        return of(device, null, null);
    }

    /** With what a guesser is up against. */
    static DeviceJson of(MfaDevice device, Instant now) {
        if (!(device instanceof CodeDevice code)) {
            return of(device);
        }
        int live = code.liveCodesAt(now).count();
        return of(
                device, live, LiveCodes.guessProbability(live, code.parameters().digits()));
    }

    private static DeviceJson of(MfaDevice device, @Nullable Integer liveCodes, @Nullable Double guessProbability) {
        String serial = device.serial().value();
        return new DeviceJson(
                serial,
                type(device.type()),
                serial.substring(serial.lastIndexOf('/') + 1),
                device.enabledAt(),
                liveCodes,
                guessProbability);
    }

    private static String type(MfaDevice.Type type) {
        return switch (type) {
            case VIRTUAL -> "app";
            case FOB -> "fob";
            case SECURITY_KEY -> "key";
        };
    }
}
