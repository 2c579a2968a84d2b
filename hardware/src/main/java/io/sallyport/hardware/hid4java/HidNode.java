// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import org.jspecify.annotations.Nullable;

/** One HID interface of one device. */
interface HidNode {
    String path();

    /** As 16 bits, whatever sign the library gives them. */
    int usagePage();

    @Nullable String product();

    @Nullable String serial();

    /** Whether it could be opened. */
    boolean open();

    /** @return how many bytes were taken, or less than 0 */
    int write(byte[] packet);

    /** @return how many bytes were read, 0 if none came in time, less than 0 if the device is gone */
    int read(byte[] packet, int timeoutMillis);

    void close();
}
