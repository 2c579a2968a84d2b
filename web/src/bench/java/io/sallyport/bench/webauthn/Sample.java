// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.webauthn;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * One assertion by a P-256 key of its own, signed by Java: the same bytes for all that verify it.
 *
 * @param request of our relying party
 * @param response as a browser posts it
 * @param signed authenticator data and the client data's hash (WebAuthn L3 §6.3.3)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; what is measured takes arrays
record Sample(
        Owner owner,
        KeyCredential credential,
        ECPublicKey publicKey,
        byte[] challenge,
        String request,
        String response,
        byte[] signed,
        byte[] signature) {
    static final String RP_ID = "example.org";
    static final String ORIGIN = "https://example.org";

    private static final int COUNTER = 7;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Sample make(SecurityKeys keys, SecureRandom random) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
        byte[] id = new byte[64];
        random.nextBytes(id);
        Owner owner = new Owner(Bytes.of("AIDACKCEVSQ6C2EXAMPLE".getBytes(UTF_8)), "somebody");
        KeyCredential credential = new KeyCredential(
                Bytes.of(id), cose(publicKey), COUNTER - 1, Bytes.of(new byte[16]), false, false, false);
        SecurityKeys.Ceremony ceremony = keys.startAssertion(owner, List.of(credential));
        String challenge =
                JSON.readTree(ceremony.publicKey()).required("challenge").textValue();
        byte[] clientData = "{\"type\":\"webauthn.get\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(challenge, ORIGIN)
                .getBytes(UTF_8);
        byte[] data = ByteBuffer.allocate(37)
                .put(sha256(RP_ID.getBytes(UTF_8)))
                .put((byte) 1)
                .putInt(COUNTER)
                .array();
        byte[] signed =
                ByteBuffer.allocate(69).put(data).put(sha256(clientData)).array();
        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(pair.getPrivate(), random);
        signing.update(signed);
        byte[] signature = signing.sign();
        String response = ("{\"id\":\"%1$s\",\"rawId\":\"%1$s\",\"type\":\"public-key\",\"clientExtensionResults\":{},"
                        + "\"response\":{\"authenticatorData\":\"%2$s\",\"clientDataJSON\":\"%3$s\",\"signature\":\"%4$s\"}}")
                .formatted(
                        BASE64.encodeToString(id),
                        BASE64.encodeToString(data),
                        BASE64.encodeToString(clientData),
                        BASE64.encodeToString(signature));
        return new Sample(
                owner,
                credential,
                publicKey,
                Base64.getUrlDecoder().decode(challenge),
                ceremony.request(),
                response,
                signed,
                signature);
    }

    /** RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256, x, y. */
    private static Bytes cose(ECPublicKey key) {
        return Bytes.of(HexFormat.of()
                .parseHex("a5010203262001215820" + coordinate(key.getW().getAffineX()) + "225820"
                        + coordinate(key.getW().getAffineY())));
    }

    private static String coordinate(BigInteger value) {
        return String.format("%064x", value);
    }

    private static byte[] sha256(byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(data);
    }
}
