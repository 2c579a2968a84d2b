// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import io.sallyport.hardware.DeviceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Why a device could not be opened, and what to do about it: the library only says that.
 *
 * @param system {@code os.name}
 * @param exists whether a device's node is there
 * @param accessible whether this user may read and write it
 */
record OpeningTrouble(String system, Predicate<Path> exists, Predicate<Path> accessible) {
    static OpeningTrouble here() {
        return new OpeningTrouble(
                System.getProperty("os.name", ""),
                Files::exists,
                node -> Files.isReadable(node) && Files.isWritable(node));
    }

    DeviceException of(String path) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return new DeviceException.NotPermitted(
                    "Windows lets only administrators talk to security keys: run it in a terminal that was started as"
                            + " administrator",
                    null);
        }
        if (name.startsWith("mac")) {
            return new DeviceException.Busy(
                    "macOS does not hand out the security key: close the program that uses it, and allow this terminal"
                            + " 'Input Monitoring' in its privacy settings",
                    null);
        }
        Path node = Path.of(path);
        if (!exists.test(node)) {
            return new DeviceException.Unreachable("the security key at " + path + " was unplugged", null);
        }
        if (!accessible.test(node)) {
            return new DeviceException.NotPermitted(
                    "this user may not open " + path
                            + ": install the udev rule for security keys (TAG+=\"uaccess\", see docs/security-keys.md),"
                            + " then plug the key in again",
                    null);
        }
        return new DeviceException.Busy(
                "another program holds the security key at " + path + ": try again when that is done", null);
    }
}
