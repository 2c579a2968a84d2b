// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

/** WebAuthn L3 §6.1.1: a counter that did not grow belongs to one of two copies of the same key. */
final class SignatureCounters {
    private SignatureCounters() {}

    /** Only a key without a counter says zero, and it says so always: zero after anything else is a clone too. */
    static boolean showClone(long stored, long reported) {
        return (stored != 0 || reported != 0) && reported <= stored;
    }
}
