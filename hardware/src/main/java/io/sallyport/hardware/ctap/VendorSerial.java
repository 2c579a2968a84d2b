// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.fido.FidoProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The serial number that a YubiKey tells over CTAPHID by its maker's own command, which reads the first page of its
 * configuration: a length, then tag, length and value of each item.
 */
final class VendorSerial {
    private static final byte READ_CONFIGURATION = (byte) 0xc2;
    private static final int SERIAL = 0x02;

    private VendorSerial() {}

    /** Empty if the key does not know the command, or keeps its serial to itself. */
    static Optional<String> read(FidoProtocol hid) throws IOException {
        byte[] answer;
        try {
            answer = hid.sendAndReceive(READ_CONFIGURATION, new byte[] {0}, null);
        } catch (HidErrorReceived unknown) {
            return Optional.empty();
        }
        return parse(answer);
    }

    static Optional<String> parse(byte[] answer) {
        ByteBuffer items = ByteBuffer.wrap(answer);
        if (!items.hasRemaining() || Byte.toUnsignedInt(items.get()) > items.remaining()) {
            return Optional.empty();
        }
        while (items.remaining() >= 2) {
            int tag = Byte.toUnsignedInt(items.get());
            int length = Byte.toUnsignedInt(items.get());
            if (length > items.remaining()) {
                return Optional.empty();
            }
            if (tag == SERIAL && length == Integer.BYTES) {
                return Optional.of(Integer.toUnsignedString(items.getInt()));
            }
            items.position(items.position() + length);
        }
        return Optional.empty();
    }
}
