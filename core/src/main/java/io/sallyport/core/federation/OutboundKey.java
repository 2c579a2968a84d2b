// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;

/** A key by which an account signs tokens for other systems. The private key prints as nothing. */
public final class OutboundKey {
    private final String keyId;
    private final OutboundAlgorithm algorithm;
    private final Instant createdAt;
    private final String publicJwk;
    private final byte[] pkcs8;

    /**
     * One that is stored.
     *
     * @param publicJwk JSON
     */
    public OutboundKey(String keyId, OutboundAlgorithm algorithm, Instant createdAt, String publicJwk, byte[] pkcs8) {
        this.keyId = keyId;
        this.algorithm = algorithm;
        this.createdAt = createdAt;
        this.publicJwk = publicJwk;
        this.pkcs8 = pkcs8.clone();
    }

    /** A new one; this takes a while. */
    public static OutboundKey generate(OutboundAlgorithm algorithm, int number, SecureRandom random, Instant now) {
        KeyPair pair = algorithm.generate(random);
        String keyId = algorithm.keyId(number);
        return new OutboundKey(
                keyId,
                algorithm,
                now,
                algorithm.publicJwk(pair, keyId).toJSONString(),
                pair.getPrivate().getEncoded());
    }

    public String keyId() {
        return keyId;
    }

    public OutboundAlgorithm algorithm() {
        return algorithm;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** What may be shown to everybody. */
    public String publicJwk() {
        return publicJwk;
    }

    /** PKCS #8: every caller of this is a place where it can leak. */
    public byte[] reveal() {
        return pkcs8.clone();
    }

    /**
     * Signs a token.
     *
     * @param claims a JSON object
     */
    public String sign(String claims) {
        JWSHeader header = new JWSHeader.Builder(algorithm.jws())
                .keyID(keyId)
                .type(JOSEObjectType.JWT)
                .build();
        JWSObject token = new JWSObject(header, new Payload(claims));
        try {
            token.sign(algorithm.signer(pkcs8));
        } catch (JOSEException impossible) {
            throw new AssertionError("the key is of the algorithm's kind", impossible);
        }
        return token.serialize();
    }

    @Override
    public String toString() {
        return "OutboundKey[" + keyId + "]";
    }
}
