// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** What tokens for other systems are signed with (STS API reference, GetWebIdentityToken, {@code SigningAlgorithm}). */
public enum OutboundAlgorithm {
    RS256("RSA"),
    ES384("EC384");

    private static final int RSA_BITS = 2048;

    private final String keyName;

    OutboundAlgorithm(String keyName) {
        this.keyName = keyName;
    }

    public static Optional<OutboundAlgorithm> of(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }

    /** As AWS names keys: {@code RSA_0}, {@code EC384_0}. */
    public String keyId(int number) {
        return keyName + "_" + number;
    }

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name());
    }

    KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type());
            if (this == RS256) {
                generator.initialize(RSA_BITS, random);
            } else {
                generator.initialize(new ECGenParameterSpec(Curve.P_384.getStdName()), random);
            }
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException impossible) {
            throw new AssertionError("every JDK makes such keys", impossible);
        }
    }

    JWK publicJwk(KeyPair pair, String keyId) {
        return this == RS256
                ? new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                        .keyID(keyId)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(jws())
                        .build()
                : new ECKey.Builder(Curve.P_384, (ECPublicKey) pair.getPublic())
                        .keyID(keyId)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(jws())
                        .build();
    }

    /** @param pkcs8 as {@link #generate} made it */
    JWSSigner signer(byte[] pkcs8) {
        try {
            PrivateKey key = KeyFactory.getInstance(type()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return this == RS256 ? new RSASSASigner(key) : new ECDSASigner((ECPrivateKey) key);
        } catch (GeneralSecurityException | JOSEException broken) {
            // Without the cause, which may quote the key.
            throw new IllegalStateException("a stored " + name() + " key is none");
        }
    }

    private String type() {
        return this == RS256 ? "RSA" : "EC";
    }
}
