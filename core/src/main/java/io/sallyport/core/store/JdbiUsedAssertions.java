// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.federation.SamlAssertion;
import io.sallyport.core.federation.UsedAssertions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

final class JdbiUsedAssertions implements UsedAssertions {
    /** How far nodes' clocks may be apart: where one still accepts an assertion, no other has forgotten it. */
    private static final Duration APART = Duration.ofMinutes(5);

    private final Scope scope;

    JdbiUsedAssertions(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void use(SamlAssertion assertion, Instant now) {
        if (!now.isBefore(assertion.redeemableUntil())) {
            throw new IamException(Kind.EXPIRED_IDENTITY_TOKEN, "The SAML assertion has expired");
        }
        int used = scope.update("""
                        INSERT INTO used_saml_assertion (account_id, assertion, expires_at)
                        VALUES (:account, :assertion, :expires)
                        ON CONFLICT (account_id, assertion) DO NOTHING""")
                .bind("assertion", digest(assertion))
                .bind("expires", assertion.redeemableUntil().plus(APART).toEpochMilli())
                .execute();
        if (used == 0) {
            throw new IamException(Kind.INVALID_IDENTITY_TOKEN, "The SAML assertion has already been used");
        }
        scope.update("DELETE FROM used_saml_assertion WHERE account_id = :account AND expires_at <= :now")
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Ids are as long as providers like them, and unlike each other within one issuer only. */
    private static String digest(SamlAssertion assertion) {
        try {
            byte[] named = (assertion.issuer() + '\0' + assertion.id()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(named));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}
