// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.Json;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * API sessions that no database knows: the token is the session. Whoever reads one still has to ask whether its owner
 * lives and was not cut off since. Thread-safe.
 */
public final class SessionTokens {
    private static final String CONTEXT = "session token";

    /**
     * The four parts of temporary credentials, as STS hands them out.
     *
     * @param token base64
     */
    public record Issued(SessionStatement statement, String token) {
        @Override
        public String toString() {
            return "Issued[" + statement + "]";
        }
    }

    private final Vault vault;
    private final SecureRandom random;
    private final Ids ids;
    private final InstantSource clock;

    /** @param vault not the one that seals the store: tokens leave the house */
    public SessionTokens(Vault vault, SecureRandom random, InstantSource clock) {
        this.vault = vault;
        this.random = random;
        this.ids = new Ids(random);
        this.clock = clock;
    }

    /** A session of a user or root, as {@code GetSessionToken} opens it. */
    public Issued issue(AccountId account, UniqueId owner, Duration lifetime, @Nullable MfaEvidence mfa) {
        return issue(account, owner, lifetime, mfa, null);
    }

    /**
     * A session of a role or of a federated user.
     *
     * @param owner the role, or the user or root for whose federated user it is
     */
    public Issued issue(AccountId account, UniqueId owner, Duration lifetime, SessionGrant grant) {
        return issue(account, owner, lifetime, null, grant);
    }

    private Issued issue(
            AccountId account,
            UniqueId owner,
            Duration lifetime,
            @Nullable MfaEvidence mfa,
            @Nullable SessionGrant grant) {
        Instant now = clock.instant();
        SessionStatement statement = new SessionStatement(
                account,
                owner,
                ids.sessionKey(account),
                SecretAccessKey.generate(random).reveal(),
                now,
                now.plus(lifetime),
                mfa,
                grant);
        byte[] sealed = vault.seal(Json.write(statement).getBytes(StandardCharsets.UTF_8), CONTEXT);
        return new Issued(statement, Base64.getEncoder().encodeToString(sealed));
    }

    /** What a token says, be it expired or not; empty if it is none of ours. */
    public Optional<SessionStatement> read(String token) {
        try {
            byte[] opened = vault.open(Base64.getDecoder().decode(token), CONTEXT);
            return Optional.of(Json.read(new String(opened, StandardCharsets.UTF_8), SessionStatement.class));
        } catch (IllegalArgumentException | Vault.SealBroken notOurs) {
            return Optional.empty();
        }
    }
}
