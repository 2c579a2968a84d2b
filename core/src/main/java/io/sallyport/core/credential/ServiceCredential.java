// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service-specific credential, without its secret.
 *
 * @param alias what the service knows it by
 */
public record ServiceCredential(Terms terms, UniqueId owner, String alias, boolean active) {
    /**
     * What is settled before there is an alias.
     *
     * @param expiresAt null if it never does
     */
    public record Terms(
            UniqueId id,
            CredentialService service,
            Instant createdAt,
            @Nullable Instant expiresAt) {}

    /** @param number of those of that name that have come before */
    public static String alias(UserName user, int number, AccountId account) {
        return user + (number == 0 ? "" : "+" + number) + "-at-" + account;
    }

    public boolean isExpiredAt(Instant now) {
        return terms.expiresAt() != null && !now.isBefore(terms.expiresAt());
    }
}
