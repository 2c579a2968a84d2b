// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.BrowserSession;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionStatement;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.Optional;

/** Turns a credential that has proven itself into its caller, if the caller still lives and was not cut off. */
public final class Callers {
    private Callers() {}

    /** Empty if the key is now gone or inactive, or its owner is gone. */
    public static Optional<Caller> of(Account account, AccessKey key) {
        if (key.owner().isRoot()) {
            return account.accessKeys()
                    .find(key.id())
                    .filter(AccessKey::active)
                    .map(active -> Caller.ofRoot(account.id(), Caller.Credential.LONG_TERM_KEY));
        }
        return account.users()
                .byActiveKey(key.id())
                .map(owner -> Caller.ofUser(account.id(), owner, Caller.Credential.LONG_TERM_KEY));
    }

    /** Empty if the owner is gone or had her sessions cut off; expiry is the reader's to check. */
    public static Optional<Caller> of(Account account, SessionStatement session) {
        if (!counts(account, session.owner(), session.issuedAt())) {
            return Optional.empty();
        }
        SessionGrant grant = session.grant();
        if (grant == null) {
            return caller(account, session.owner(), Caller.Credential.API_SESSION)
                    .map(caller -> caller.since(session.issuedAt(), session.mfa()));
        }
        if (session.owner().is(UniqueId.Prefix.AROA)) {
            return account.roles()
                    .find(session.owner())
                    .map(role -> new RoleSession(role.id(), role.arn(account.id()), grant))
                    .map(role -> Caller.ofRole(account.id(), role, session.issuedAt()));
        }
        return caller(account, session.owner(), Caller.Credential.API_SESSION)
                .map(voucher -> Caller.ofFederatedUser(
                        account.id(), new FederatedSession(voucher.id(), voucher.arn(), grant), session.issuedAt()));
    }

    /** Empty if the owner is gone or had her sessions cut off. */
    public static Optional<Caller> of(Account account, BrowserSession session) {
        return caller(account, session.owner(), Caller.Credential.CONSOLE)
                .filter(caller -> counts(account, session.owner(), session.signedInAt()))
                .map(caller -> caller.since(session.signedInAt(), session.mfa()));
    }

    private static Optional<Caller> caller(Account account, UniqueId owner, Caller.Credential credential) {
        if (owner.isRoot()) {
            return Optional.of(Caller.ofRoot(account.id(), credential));
        }
        Optional<User> user = account.users().find(owner);
        return user.map(found -> Caller.ofUser(account.id(), found, credential));
    }

    private static boolean counts(Account account, UniqueId owner, Instant issuedAt) {
        return !issuedAt.isBefore(account.sessions().validAfter(owner));
    }
}
