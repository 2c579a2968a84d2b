// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Security keys on USB, by hid4java: the only package that loads native code for them. Every native call is made by one
 * thread, and nothing scans in the background: the library's crash reports come from its scanning thread.
 *
 * <p>{@link io.sallyport.hardware.hid4java.UsbKeys} finds keys; what the library can do is behind {@code HidLibrary}, a
 * small seam, so that what is decided here is tested without a device.
 */
@NullMarked
package io.sallyport.hardware.hid4java;

import org.jspecify.annotations.NullMarked;
