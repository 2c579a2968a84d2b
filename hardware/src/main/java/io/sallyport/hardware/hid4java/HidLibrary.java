// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import java.util.List;

/** What is asked of the library, all by one thread. */
interface HidLibrary {
    /** The HID interfaces of this computer, looked for anew. */
    List<HidNode> scan();

    void shutdown();
}
