// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.LiveCodes;
import io.sallyport.core.mfa.MfaDevice;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A device as the API shows it.
 *
 * @param type {@code app}, {@code fob} or {@code key}
 * @param name what people call it: the last part of its serial
 * @param liveCodes how many codes it would be accepted by now; null for a key, and where a sign-in asks for a device
 * @param guessProbability the chance to hit one of them before the device is locked; null likewise
 * @param key what is known of a security key; null for others, and where a sign-in asks for a device
 */
record DeviceJson(
        String serial,
        String type,
        String name,
        @Nullable Instant enabledAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer liveCodes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double guessProbability,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable KeyJson key) {
    static DeviceJson of(MfaDevice device) {
        return of(device, null, null, null);
    }

    /** With what a guesser is up against, and what is known of a key. */
    static DeviceJson of(MfaDevice device, Instant now, Function<KeyCredential, Optional<KeyModel>> models) {
        if (device instanceof KeyDevice key) {
            return of(device, null, null, KeyJson.of(key.credential(), models));
        }
        if (!(device instanceof CodeDevice code)) {
            return of(device);
        }
        int live = code.liveCodesAt(now).count();
        return of(
                device, live, LiveCodes.guessProbability(live, code.parameters().digits()), null);
    }

    private static DeviceJson of(
            MfaDevice device, @Nullable Integer liveCodes, @Nullable Double guessProbability, @Nullable KeyJson key) {
        String serial = device.serial().value();
        return new DeviceJson(
                serial,
                type(device.type()),
                serial.substring(serial.lastIndexOf('/') + 1),
                device.enabledAt(),
                liveCodes,
                guessProbability,
                key);
    }

    private static String type(MfaDevice.Type type) {
        return switch (type) {
            case VIRTUAL -> "app";
            case FOB -> "fob";
            case SECURITY_KEY -> "key";
        };
    }
}
