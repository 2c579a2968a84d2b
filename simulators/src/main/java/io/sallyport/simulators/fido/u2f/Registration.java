// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.attestation.AttestationKey;
import io.sallyport.simulators.fido.credential.NewCredential;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.util.BigIntegers;

/** U2F_REGISTER (FIDO U2F Raw Message Formats 1.2 §4). */
record Registration(Bytes challenge, Bytes application) {
    private static final int RESERVED = 0x05;
    private static final int COORDINATE = 32;

    static Registration parse(Bytes data) {
        if (data.length() != 2 * Fields.HASH) {
            throw new ApduException(StatusWord.WRONG_LENGTH);
        }
        return new Registration(Fields.slice(data, 0, Fields.HASH), Fields.slice(data, Fields.HASH, Fields.HASH));
    }

    Bytes answer(NewCredential made, AttestationKey attestation) {
        Bytes handle = made.credential().id();
        byte[] point = point((ECPublicKey) made.publicKey());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(RESERVED);
        out.writeBytes(point);
        out.write(handle.length());
        out.writeBytes(handle.toArray());
        out.writeBytes(attestation.certificate().toArray());
        out.writeBytes(attestation.sign(signedBy(point, handle)));
        return Bytes.of(out.toByteArray());
    }

    /** §4.3: what the attestation's key signs. */
    private byte[] signedBy(byte[] point, Bytes handle) {
        return Bytes.join(Bytes.of((byte) 0), application, challenge, handle, Bytes.of(point))
                .toArray();
    }

    /** Uncompressed (ANSI X9.62). */
    private static byte[] point(ECPublicKey key) {
        return ByteBuffer.allocate(1 + 2 * COORDINATE)
                .put((byte) 0x04)
                .put(BigIntegers.asUnsignedByteArray(COORDINATE, key.getW().getAffineX()))
                .put(BigIntegers.asUnsignedByteArray(COORDINATE, key.getW().getAffineY()))
                .array();
    }
}
