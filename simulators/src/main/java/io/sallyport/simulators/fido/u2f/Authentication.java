// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Signer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** U2F_AUTHENTICATE (FIDO U2F Raw Message Formats 1.2 §5). */
record Authentication(Bytes challenge, Bytes application, Bytes handle) {
    private static final int HANDLE = 2 * Fields.HASH;

    static Authentication parse(Bytes data) {
        if (data.length() <= HANDLE) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        int length = Byte.toUnsignedInt(data.toArray()[HANDLE]);
        if (data.length() != HANDLE + 1 + length) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        return new Authentication(
                Fields.slice(data, 0, Fields.HASH),
                Fields.slice(data, Fields.HASH, Fields.HASH),
                Fields.slice(data, HANDLE + 1, length));
    }

    Bytes answer(Credential credential, boolean present, Signer signer) {
        byte presence = (byte) (present ? 1 : 0);
        int count = signer.nextCount();
        byte[] signed = ByteBuffer.allocate(Fields.HASH + 1 + Integer.BYTES)
                .put(application.toArray())
                .put(presence)
                .putInt(count)
                .array();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(signed, Fields.HASH, signed.length - Fields.HASH);
        out.writeBytes(signer.sign(credential, Bytes.of(signed), challenge));
        return Bytes.of(out.toByteArray());
    }
}
