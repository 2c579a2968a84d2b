// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

/** What the kiosk does not do, in words for whoever stands there. */
final class KioskRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    KioskRefusal(String words) {
        super(words);
    }

    KioskRefusal(String words, Throwable cause) {
        super(words, cause);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
