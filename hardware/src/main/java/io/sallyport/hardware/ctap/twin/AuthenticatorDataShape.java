// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import com.yubico.yubikit.fido.Cbor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Authenticator data (WebAuthn L3 §6.1) without what differs each time: the counter, the credential, its key. */
final class AuthenticatorDataShape {
    private static final int HASH = 32;
    private static final int AAGUID = 16;
    private static final int ATTESTED = 0x40;
    private static final int EXTENSIONS = 0x80;

    private AuthenticatorDataShape() {}

    static String of(byte... data) {
        try {
            ByteBuffer in = ByteBuffer.wrap(data);
            byte[] hash = new byte[HASH];
            in.get(hash);
            int flags = Byte.toUnsignedInt(in.get());
            in.getInt();
            StringBuilder shape = new StringBuilder("rpIdHash: " + Shape.hex(hash) + "\nflags: " + Shape.hex(flags));
            if ((flags & ATTESTED) != 0) {
                attested(in, shape);
            }
            if ((flags & EXTENSIONS) != 0) {
                shape.append('\n').append(Shape.value("extensions", Cbor.decodeFrom(in)));
            }
            return shape.append("\nleft over: ")
                    .append(in.remaining())
                    .append(" bytes")
                    .toString();
        } catch (BufferUnderflowException | ClassCastException tooShort) {
            return "no authenticator data";
        }
    }

    private static void attested(ByteBuffer in, StringBuilder shape) {
        byte[] aaguid = new byte[AAGUID];
        in.get(aaguid);
        int idLength = Short.toUnsignedInt(in.getShort());
        in.position(in.position() + idLength);
        shape.append("\naaguid: ").append(Shape.hex(aaguid));
        shape.append("\ncredentialId: ").append(idLength).append(" bytes\n");
        shape.append(Shape.value("key", Cbor.decodeFrom(in)));
    }
}
