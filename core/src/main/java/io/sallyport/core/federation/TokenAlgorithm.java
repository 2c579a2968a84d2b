// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tokens may be signed with (STS API reference, AssumeRoleWithWebIdentity, {@code WebIdentityToken}). Each belongs to
 * one type of key, and of elliptic curves to one, so that a public key never serves as the secret of an HMAC.
 */
enum TokenAlgorithm {
    RS256(null),
    RS384(null),
    RS512(null),
    ES256(Curve.P_256),
    ES384(Curve.P_384),
    ES512(Curve.P_521);

    /** RFC 7518 §3.3. */
    private static final int SMALLEST_RSA_KEY = 2048;

    @SuppressWarnings("ImmutableEnumChecker") // nothing changes a Curve
    private final @Nullable Curve curve;

    TokenAlgorithm(@Nullable Curve curve) {
        this.curve = curve;
    }

    /** As a header spells it; empty for {@code none}, the HMACs and whatever else there is. */
    static Optional<TokenAlgorithm> of(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    /** Whether a key is for signatures of this kind. */
    boolean fits(JWK key) {
        boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean named =
                key.getAlgorithm() == null || key.getAlgorithm().getName().equals(name());
        boolean typed = curve == null
                ? key instanceof RSAKey rsa && rsa.size() >= SMALLEST_RSA_KEY
                : key instanceof ECKey ec && curve.equals(ec.getCurve());
        return signs && named && typed;
    }

    /** @param key one that {@linkplain #fits fits} */
    boolean verifies(JWK key, byte[] signed, byte[] signature) {
        try {
            JWSVerifier verifier = curve == null
                    ? new RSASSAVerifier(key.toRSAKey().toRSAPublicKey())
                    : new ECDSAVerifier(key.toECKey().toECPublicKey());
            JWSHeader header = new JWSHeader(JWSAlgorithm.parse(name()));
            return verifier.verify(header, signed, Base64URL.encode(signature));
        } catch (JOSEException unusable) {
            return false;
        }
    }
}
