// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.attestation.AttestationKey;
import io.sallyport.simulators.fido.credential.NewCredential;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;

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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(application.toArray());
        out.writeBytes(challenge.toArray());
        out.writeBytes(handle.toArray());
        out.writeBytes(point);
        return out.toByteArray();
    }

    /** Uncompressed (ANSI X9.62). */
    private static byte[] point(ECPublicKey key) {
        byte[] point = new byte[1 + 2 * COORDINATE];
        point[0] = 0x04;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + COORDINATE);
        return point;
    }

    private static void put(BigInteger coordinate, byte[] point, int start) {
        byte[] signed = coordinate.toByteArray();
        int length = Math.min(signed.length, COORDINATE);
        System.arraycopy(signed, signed.length - length, point, start + COORDINATE - length, length);
    }
}
