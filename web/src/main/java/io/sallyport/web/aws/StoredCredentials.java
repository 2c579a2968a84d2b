// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.IamException;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.SuspendedKeys;
import io.sallyport.core.credential.SealedAccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.credential.SessionStatement;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.name.AccessKeyId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks keys up: long-term ones in the store, temporary ones in the token they come with. */
public final class StoredCredentials implements Credentials<Signer> {
    private final Accounts accounts;
    private final SessionTokens tokens;
    private final InstantSource clock;
    private final SuspendedKeys suspended;

    public StoredCredentials(Accounts accounts, SessionTokens tokens, InstantSource clock, SuspendedKeys suspended) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.clock = clock;
        this.suspended = suspended;
    }

    @Override
    public Lookup<Signer> lookup(String accessKeyId, @Nullable String securityToken) {
        AccessKeyId id;
        try {
            id = new AccessKeyId(accessKeyId);
        } catch (IamException notAnId) {
            return new Refused<>(Reason.UNKNOWN);
        }
        return securityToken == null ? longTerm(id) : session(id, securityToken);
    }

    private Lookup<Signer> longTerm(AccessKeyId id) {
        Optional<SealedAccessKey> found = accounts.accessKey(id);
        if (found.isEmpty() || !found.get().key().active()) {
            return new Refused<>(found.isEmpty() ? Reason.UNKNOWN : Reason.INACTIVE);
        }
        SealedAccessKey key = found.get();
        return new Known<>(
                SigningSecret.sealed(key.secret(), () -> bytes(accounts.secret(key))),
                new Signer.Key(key.account(), key.key()));
    }

    private Lookup<Signer> session(AccessKeyId id, String securityToken) {
        Optional<SessionStatement> statement =
                tokens.read(securityToken).filter(said -> said.accessKeyId().equals(id));
        if (statement.isEmpty()) {
            return new Refused<>(Reason.UNKNOWN);
        }
        if (!clock.instant().isBefore(statement.get().expiresAt())) {
            return new Refused<>(Reason.EXPIRED);
        }
        return new Known<>(
                SigningSecret.of(bytes(statement.get().secret())), new Signer.Session(statement.get(), suspended));
    }

    private static byte[] bytes(SecretAccessKey key) {
        return key.reveal().getBytes(StandardCharsets.UTF_8);
    }
}
