// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.HidTransport;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** A key on USB; its description was read when it was found. */
record UsbKey(
        String path, String product, Optional<String> serial, HidNode node, NativeThread thread, OpeningTrouble trouble)
        implements AttachedKey {
    /** On the native thread. */
    static UsbKey of(HidNode node, NativeThread thread, OpeningTrouble trouble) {
        return new UsbKey(
                node.path(),
                Objects.requireNonNullElse(node.product(), "security key"),
                Optional.ofNullable(node.serial()).filter(serial -> !serial.isBlank()),
                node,
                thread,
                trouble);
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public HidTransport open() {
        try {
            if (thread.call(node::open)) {
                return new UsbTransport(node, thread);
            }
        } catch (IOException e) {
            throw new DeviceException.Unreachable("the security key at " + path + " cannot be opened", e);
        }
        throw trouble.of(path);
    }
}
