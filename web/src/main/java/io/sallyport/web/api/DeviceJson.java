// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.core.mfa.MfaDevice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device as the API shows it.
 *
 * @param type {@code app}, {@code fob} or {@code key}
 * @param name what people call it: the last part of its serial
 */
record DeviceJson(
        String serial, String type, String name, @Nullable Instant enabledAt) {
    static DeviceJson of(MfaDevice device) {
        String serial = device.serial().value();
        return new DeviceJson(
                serial, type(device.type()), serial.substring(serial.lastIndexOf('/') + 1), device.enabledAt());
    }

    private static String type(MfaDevice.Type type) {
        return switch (type) {
            case VIRTUAL -> "app";
            case FOB -> "fob";
            case SECURITY_KEY -> "key";
        };
    }
}
