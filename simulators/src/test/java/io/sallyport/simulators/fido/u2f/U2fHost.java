// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Asks an authenticator in U2F's own words: every APDU in extended encoding, as over HID. */
final class U2fHost {
    static final int ENFORCE = 0x03;
    static final int CHECK_ONLY = 0x07;
    static final int DO_NOT_ENFORCE = 0x08;

    private final U2f authenticator;

    U2fHost(U2f authenticator) {
        this.authenticator = authenticator;
    }

    record Answer(Bytes data, int status) {}

    Answer register(byte[] challenge, byte[] application) {
        return send(1, 0, concat(challenge, application));
    }

    Answer authenticate(int control, byte[] challenge, byte[] application, byte[] handle) {
        return send(2, control, concat(challenge, application, new byte[] {(byte) handle.length}, handle));
    }

    Answer send(int ins, int p1, byte[] data) {
        ByteBuffer apdu = ByteBuffer.allocate(9 + data.length)
                .put((byte) 0)
                .put((byte) ins)
                .put((byte) p1)
                .put((byte) 0)
                .put((byte) 0)
                .putShort((short) data.length)
                .put(data);
        return send(apdu.array());
    }

    Answer send(byte[] apdu) {
        byte[] answer = authenticator.process(Bytes.of(apdu)).toArray();
        int end = answer.length - 2;
        return new Answer(
                Bytes.of(Arrays.copyOf(answer, end)),
                Short.toUnsignedInt(ByteBuffer.wrap(answer).getShort(end)));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
