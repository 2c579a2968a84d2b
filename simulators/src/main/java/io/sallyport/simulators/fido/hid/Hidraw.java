// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where Linux lists the nodes through which programs reach HID devices. */
record Hidraw(Path listing) {
    private static final String NODES = "/dev";

    static Hidraw system() {
        return new Hidraw(Path.of("/sys/class/hidraw"));
    }

    /** The node of the device that is plugged in there, once the kernel has made it. */
    Optional<Path> find(String phys) throws IOException {
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(listing)) {
            for (Path node : nodes) {
                if (isAt(node, phys)) {
                    return Optional.of(Path.of(NODES).resolve(node.getFileName()));
                }
            }
        } catch (NoSuchFileException noDriver) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isAt(Path node, String phys) throws IOException {
        try {
            return Files.readAllLines(node.resolve("device/uevent")).contains("HID_PHYS=" + phys);
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        }
    }
}
