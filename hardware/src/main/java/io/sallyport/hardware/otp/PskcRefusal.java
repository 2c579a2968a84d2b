// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

/** A rule that a package breaks, before anybody has said which package; quotes no value. */
final class PskcRefusal extends RuntimeException {
    PskcRefusal(String rule) {
        super(rule, null, false, false);
    }

    /** The rule. */
    String rule() {
        return String.valueOf(getMessage());
    }
}
