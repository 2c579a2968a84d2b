// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/** A PIN that somebody wants to have from now on. Of the PIN itself nothing is kept but the hash. */
final class NewPin {
    private static final int PADDED = 64;
    static final int HASH = 16;

    private final byte[] hash;
    private final int codePoints;

    private NewPin(byte[] hash, int codePoints) {
        this.hash = hash;
        this.codePoints = codePoints;
    }

    /**
     * The last steps of setting and changing a PIN (CTAP 2.1 §6.5.5.5, §6.5.5.6).
     *
     * @param padded UTF-8 and zeros, 64 bytes in all
     * @param minimum in code points
     */
    static NewPin parse(byte[] padded, int minimum) {
        if (padded.length != PADDED) {
            // More than that is a PIN too long, to FIDO's conformance tests and the products.
            throw new CtapException(
                    padded.length > PADDED ? CtapStatus.PIN_POLICY_VIOLATION : CtapStatus.INVALID_PARAMETER);
        }
        int length = PADDED;
        while (length > 0 && padded[length - 1] == 0) {
            length--;
        }
        byte[] pin = Arrays.copyOf(padded, length);
        int codePoints = codePoints(pin);
        // 64 bytes without a zero are a longer PIN that was cut off.
        if (length == PADDED || codePoints < minimum) {
            throw new CtapException(CtapStatus.PIN_POLICY_VIOLATION);
        }
        return new NewPin(Arrays.copyOf(DigestUtils.sha256(pin), HASH), codePoints);
    }

    private static int codePoints(byte[] pin) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(pin))
                    .toString();
            return text.codePointCount(0, text.length());
        } catch (CharacterCodingException e) {
            throw new CtapException(CtapStatus.PIN_POLICY_VIOLATION);
        }
    }

    byte[] hash() {
        return hash;
    }

    int codePoints() {
        return codePoints;
    }
}
