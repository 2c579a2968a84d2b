// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

/** What happens while a key does what it was asked. */
public enum KeyEvent {
    /** It works on it and will answer. */
    PROCESSING,
    /** It blinks until it is touched. */
    TOUCH,
    /** Nobody touched it in time: it is told to stop. */
    TIMED_OUT,
    /** It was told to stop by {@link SecurityKey#cancel}. */
    CANCELLED
}
