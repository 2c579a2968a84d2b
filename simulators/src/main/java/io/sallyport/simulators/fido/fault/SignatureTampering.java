// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** Signatures that do not verify. */
final class SignatureTampering {
    private static final int DER_SEQUENCE = 0x30;

    private SignatureTampering() {}

    static byte[] bad(byte[] signature) {
        return ByteStrings.flip(signature, signature.length - 1, 0x01);
    }

    static byte[] empty(byte[] signature) {
        return new byte[0];
    }

    /** Ed25519's, by a key that nobody knows: the right length for that algorithm, over nothing that was asked. */
    static byte[] ofOtherAlgorithm(byte[] signature) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
            signer.update(signature);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("jdk.crypto.ec signs with Ed25519", e);
        }
    }

    /** ECDSA's two numbers side by side, as everything but WebAuthn, U2F and TLS writes them (WebAuthn L3 §6.5.5). */
    static byte[] notDer(byte[] signature) {
        // The short form of lengths: up to P-256.
        if (signature.length < 8 || signature[0] != DER_SEQUENCE || signature[1] < 0) {
            return signature;
        }
        int r = signature[3];
        byte[] first = Arrays.copyOfRange(signature, 4, 4 + r);
        byte[] second = Arrays.copyOfRange(signature, 6 + r, signature.length);
        return ByteBuffer.allocate(64).put(number(first)).put(number(second)).array();
    }

    private static byte[] number(byte[] der) {
        return BigIntegers.asUnsignedByteArray(32, new BigInteger(der));
    }
}
