// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, and by what right.
 *
 * @param user null for root
 * @param issuedAt when the session began; null for a long-term key
 * @param mfa the second factor the session was opened with, if any
 */
public record Caller(
        AccountId account,
        @Nullable User user,
        Credential credential,
        @Nullable Instant issuedAt,
        @Nullable MfaEvidence mfa) {
    /** What the caller showed. */
    public enum Credential {
        /** An access key ({@code AKIA…}). Says nothing of MFA, not even that there was none. */
        LONG_TERM_KEY,
        /** A session of {@code GetSessionToken} ({@code ASIA…}). */
        API_SESSION,
        /** A browser's session after a sign-in by password. */
        CONSOLE
    }

    public boolean isRoot() {
        return user == null;
    }

    /** The user's id, or the account's for root ({@code aws:userid}). */
    public UniqueId id() {
        return user == null ? UniqueId.ofRoot(account) : user.id();
    }

    public Arn arn() {
        return user == null ? account.root() : user.arn(account);
    }
}
