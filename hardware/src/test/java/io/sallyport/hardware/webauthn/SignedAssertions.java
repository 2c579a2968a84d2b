// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A P-256 key that signs whatever a test wants said, also what no authenticator would say. */
final class SignedAssertions {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    final Bytes id;
    private final KeyPair pair;

    SignedAssertions(String idInHex) {
        id = Bytes.ofHex(idInHex);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    KeyCredential credential(long counter) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return credential(
                counter,
                String.format("%064x", key.getW().getAffineX()),
                String.format("%064x", key.getW().getAffineY()));
    }

    /** With any coordinates. */
    KeyCredential credential(long counter, String x, String y) {
        // RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256, x, y.
        Bytes cose = Bytes.ofHex("a5010203262001215820" + x + "225820" + y);
        return new KeyCredential(id, cose, counter, Bytes.of(new byte[16]), false, false, false);
    }

    static byte[] authenticatorData(String rpId, int flags, int counter) {
        return ByteBuffer.allocate(37)
                .put(sha256(rpId.getBytes(UTF_8)))
                .put((byte) flags)
                .putInt(counter)
                .array();
    }

    /** The response, correctly signed, without a user handle. */
    String response(byte[] authenticatorData, String clientData) {
        return response(authenticatorData, clientData, sign("SHA256withECDSA", authenticatorData, clientData), null);
    }

    byte[] sign(String algorithm, byte[] authenticatorData, String clientData) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(authenticatorData);
            signature.update(sha256(clientData.getBytes(UTF_8)));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String response(byte[] authenticatorData, String clientData, byte[] signature, @Nullable Bytes handle) {
        String user = handle == null ? "" : ",\"userHandle\":\"" + BASE64.encodeToString(handle.toArray()) + "\"";
        return ("{\"id\":\"%1$s\",\"rawId\":\"%1$s\",\"type\":\"public-key\",\"clientExtensionResults\":{},"
                        + "\"response\":{\"authenticatorData\":\"%2$s\",\"clientDataJSON\":\"%3$s\",\"signature\":\"%4$s\"%5$s}}")
                .formatted(
                        BASE64.encodeToString(id.toArray()),
                        BASE64.encodeToString(authenticatorData),
                        BASE64.encodeToString(clientData.getBytes(UTF_8)),
                        BASE64.encodeToString(signature),
                        user);
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
