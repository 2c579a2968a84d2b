// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.Parameters;
import java.security.MessageDigest;

/**
 * Everything about the PIN that survives without power, written at once so that no power cut leaves half of it. Not a
 * record: it would print the hash, which is as good as the PIN.
 */
final class PinRecord {
    static final int MAX_RETRIES = 8;

    private final byte[] hash;
    private final int codePoints;
    private final int retries;
    private final boolean changeForced;

    private PinRecord(byte[] hash, int codePoints, int retries, boolean changeForced) {
        this.hash = hash;
        this.codePoints = codePoints;
        this.retries = retries;
        this.changeForced = changeForced;
    }

    static PinRecord of(NewPin pin) {
        return new PinRecord(pin.hash(), pin.codePoints(), MAX_RETRIES, false);
    }

    static PinRecord decode(byte[] cbor) {
        Parameters map = Parameters.of(CtapCbor.decode(cbor));
        return new PinRecord(
                map.bytes("hash").orElseThrow().toArray(),
                map.integer("codePoints").orElseThrow().intValue(),
                map.integer("retries").orElseThrow().intValue(),
                map.flag("changeForced").orElseThrow());
    }

    Bytes encode() {
        return CtapCbor.encode(CBORObject.NewMap()
                .Add("hash", hash)
                .Add("codePoints", codePoints)
                .Add("retries", retries)
                .Add("changeForced", changeForced));
    }

    PinRecord withRetries(int left) {
        return new PinRecord(hash, codePoints, left, changeForced);
    }

    PinRecord withChangeForced() {
        return new PinRecord(hash, codePoints, retries, true);
    }

    /** In constant time. */
    boolean matches(byte[] otherHash) {
        return MessageDigest.isEqual(hash, otherHash);
    }

    int codePoints() {
        return codePoints;
    }

    int retries() {
        return retries;
    }

    boolean changeForced() {
        return changeForced;
    }
}
