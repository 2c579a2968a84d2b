// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.Interaction;
import io.sallyport.hardware.ctap.SecurityKey;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The real keys that may be experimented with: a real key is somebody's, and hers who says so by its serial number.
 *
 * @param serials as printed on their backs
 */
record AllowedKeys(List<String> serials) {
    /** @throws Refused for any other real key; simulated ones are nobody's */
    void require(AttachedKey key) throws IOException {
        if (key.simulated()) {
            return;
        }
        Optional<String> serial = serial(key);
        if (serial.filter(serials::contains).isEmpty()) {
            throw new Refused("the key at " + key.path() + " is a real one"
                    + serial.map(number -> ", serial number " + number).orElse(" that tells no serial number")
                    + ": it is used only when its serial number is given by --allow-serial");
        }
    }

    /** Few tell it on the USB; Yubico's tell it who asks by their maker's command. */
    private static Optional<String> serial(AttachedKey key) throws IOException {
        if (key.serial().isPresent()) {
            return key.serial();
        }
        try (SecurityKey open = SecurityKey.open(key.open(), Clock.systemUTC(), Interaction.none())) {
            return open.vendorSerial();
        }
    }
}
