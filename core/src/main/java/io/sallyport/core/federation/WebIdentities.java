// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.nimbusds.jose.jwk.JWKSet;
import io.sallyport.core.IamException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who is it that a token speaks of? In the steps in which a request asks: is there such a provider in the account, did it
 * sign this, is it meant for one of the provider's clients. Thread-safe.
 */
public final class WebIdentities {
    private static final String NO_KEY =
            "Couldn't retrieve verification key from your identity provider, please reference"
                    + " AssumeRoleWithWebIdentity documentation for requirements";

    /** Tokens that AWS accounts, and ours, issue for other systems. */
    private static final String OUTBOUND = ".tokens.sts.global.api.aws";

    private final IssuerKeys keys;
    private final InstantSource clock;

    public WebIdentities(IssuerKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A token of a provider the account has, not yet verified. */
    public static final class Presented {
        private final WebIdentityToken token;
        private final String issuer;

        private Presented(WebIdentityToken token, String issuer) {
            this.token = token;
            this.issuer = issuer;
        }
    }

    /**
     * Reads a token as far as to know whose it claims to be.
     *
     * @param account id and providers of the account in which it is presented
     * @throws IamException {@code INVALID_IDENTITY_TOKEN}
     */
    public static Presented read(String text, ProvidersOfAccount account) {
        WebIdentityToken token = WebIdentityToken.parse(text);
        String issuer = new TokenClaims(token.claims()).text("iss");
        if (issuer.endsWith(OUTBOUND)) {
            throw WebIdentityToken.invalid("Outbound web identity tokens cannot be used for AWS federation.");
        }
        if (BuiltInProvider.of(issuer).isEmpty()) {
            account.require(issuer);
        }
        return new Presented(token, issuer);
    }

    /**
     * Verifies a token; this may wait for its issuer's keys.
     *
     * @throws IamException {@code INVALID_IDENTITY_TOKEN}, {@code EXPIRED_IDENTITY_TOKEN}, {@code IDP_COMMUNICATION_ERROR}
     */
    public WebIdentity verify(Presented presented) {
        WebIdentityToken token = presented.token;
        TokenAlgorithm algorithm = TokenAlgorithm.of(token.algorithm())
                .orElseThrow(() -> WebIdentityToken.invalid(WebIdentityToken.NOT_ONE));
        // A provider may have new keys, and may call them what it called the old ones.
        if (!isSigned(token, algorithm, keys.find(presented.issuer))
                && !isSigned(token, algorithm, keys.refreshed(presented.issuer))) {
            throw WebIdentityToken.invalid(NO_KEY);
        }
        return WebIdentity.of(token.claims(), clock.instant());
    }

    private static boolean isSigned(WebIdentityToken token, TokenAlgorithm algorithm, Optional<JWKSet> keys) {
        String keyId = token.keyId();
        byte[] signed = token.signed();
        byte[] signature = token.signature();
        return keys.stream()
                .flatMap(set -> set.getKeys().stream())
                .filter(key -> keyId == null || keyId.equals(key.getKeyID()))
                .filter(algorithm::fits)
                .anyMatch(key -> algorithm.verifies(key, signed, signature));
    }

    /**
     * Is the token for a client of the provider, as the provider is now?
     *
     * @throws IamException {@code INVALID_IDENTITY_TOKEN}
     */
    public static void requireAudience(WebIdentity identity, ProvidersOfAccount account) {
        if (BuiltInProvider.of(identity.issuer()).isPresent()) {
            return;
        }
        if (!account.require(identity.issuer()).clientIds().contains(identity.audience())) {
            throw WebIdentityToken.invalid("Incorrect token audience");
        }
    }

    /** The providers of the account that a token is presented in. */
    public interface ProvidersOfAccount {
        Optional<OidcProvider> find(OidcProviderUrl url);

        /** @throws IamException {@code INVALID_IDENTITY_TOKEN} */
        default OidcProvider require(String issuer) {
            return OidcProviderUrl.ofIssuer(issuer)
                    .flatMap(this::find)
                    .orElseThrow(() ->
                            WebIdentityToken.invalid("No OpenIDConnect provider found in your account for " + issuer));
        }
    }
}
