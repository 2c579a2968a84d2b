// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, and by what right: a user, a role's session, or, with neither, root.
 *
 * @param user null for root and roles
 * @param role null for root and users
 * @param issuedAt when the session began; null for a long-term key
 * @param mfa the second factor the session was opened with, if any; always null for a role
 */
public record Caller(
        AccountId account,
        @Nullable User user,
        @Nullable RoleSession role,
        Credential credential,
        @Nullable Instant issuedAt,
        @Nullable MfaEvidence mfa) {
    /** What the caller showed. */
    public enum Credential {
        /** An access key ({@code AKIA…}). */
        LONG_TERM_KEY(false),
        /** A session of {@code GetSessionToken} ({@code ASIA…}). */
        API_SESSION(true),
        /** A browser's session after a sign-in by password. */
        CONSOLE(true),
        /** A session of {@code AssumeRole} ({@code ASIA…}). */
        ROLE_SESSION(false);

        private final boolean saysWhetherMfa;

        Credential(boolean saysWhetherMfa) {
            this.saysWhetherMfa = saysWhetherMfa;
        }

        /** Whether it says of MFA that there was none; one that does not says nothing of MFA at all. */
        public boolean saysWhetherMfa() {
            return saysWhetherMfa;
        }
    }

    public Caller {
        boolean roles = credential == Credential.ROLE_SESSION;
        if (roles != (role != null) || (role != null && user != null)) {
            throw new IllegalArgumentException("a role's session, and no other credential, stands for a role");
        }
        if (mfa != null && !credential.saysWhetherMfa()) {
            throw new IllegalArgumentException("a " + credential + " carries no MFA");
        }
    }

    static Caller ofUser(AccountId account, User user, Credential credential) {
        return new Caller(account, user, null, credential, null, null);
    }

    static Caller ofRoot(AccountId account, Credential credential) {
        return new Caller(account, null, null, credential, null, null);
    }

    Caller since(Instant newIssuedAt, @Nullable MfaEvidence newMfa) {
        return new Caller(account, user, role, credential, newIssuedAt, newMfa);
    }

    /**
     * Whom the credentials of a role stand for that this caller assumes. Her MFA stays behind, whatever she showed: the
     * role's trust policy is where to ask for it (IAM User Guide, "Secure API access with MFA").
     */
    public Caller assume(AccountId rolesAccount, RoleSession session, Instant at) {
        return new Caller(rolesAccount, null, session, Credential.ROLE_SESSION, at, null);
    }

    public boolean isRoot() {
        return user == null && role == null;
    }

    /** Of the user or the role; the account's for root. */
    public UniqueId id() {
        if (role != null) {
            return role.role();
        }
        return user == null ? UniqueId.ofRoot(account) : user.id();
    }

    /** What {@code aws:userid} and {@code GetCallerIdentity} show. */
    public String userId() {
        return role == null ? id().value() : role.userId();
    }

    /** As policies name it. */
    Principal principal() {
        if (role != null) {
            return Principal.assumedRole(arn().toString(), role.roleArn().toString());
        }
        return user == null ? Principal.root(account.value()) : Principal.user(arn().toString());
    }

    public Arn arn() {
        if (role != null) {
            return role.arn(account);
        }
        return user == null ? account.root() : user.arn(account);
    }
}
