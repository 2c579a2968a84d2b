// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.core.Bytes;
import java.util.Arrays;

/**
 * A command APDU (ISO 7816-4 §5.1) in short or extended encoding. Over HID U2F wants the extended one, with or without Le;
 * what Le says is not heeded, since a message holds the whole answer.
 */
record Apdu(int cla, int ins, int p1, int p2, Bytes data) {
    private static final int HEADER = 4;

    static Apdu parse(Bytes message) {
        byte[] bytes = message.toArray();
        if (bytes.length < HEADER) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        return new Apdu(at(bytes, 0), at(bytes, 1), at(bytes, 2), at(bytes, 3), data(bytes));
    }

    private static Bytes data(byte[] bytes) {
        int body = bytes.length - HEADER;
        if (body <= 1) {
            return Bytes.empty(); // Nothing, or a short Le.
        }
        if (at(bytes, HEADER) != 0) {
            return slice(bytes, HEADER + 1, at(bytes, HEADER), 1);
        }
        if (body < 3) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        if (body == 3) {
            return Bytes.empty(); // An extended Le; also of those who write Lc = 0.
        }
        return slice(bytes, HEADER + 3, at(bytes, HEADER + 1) << 8 | at(bytes, HEADER + 2), 2);
    }

    /** @param le bytes of an Le that may follow */
    private static Bytes slice(byte[] bytes, int start, int length, int le) {
        int rest = bytes.length - start - length;
        if (rest != 0 && rest != le) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        return Bytes.of(Arrays.copyOfRange(bytes, start, start + length));
    }

    private static int at(byte[] bytes, int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}
