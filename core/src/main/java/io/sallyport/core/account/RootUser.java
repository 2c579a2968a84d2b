// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The root user: one to an account, known by an e-mail address.
 *
 * @param passwordLastUsed the last sign-in by password; null if there was none
 */
public record RootUser(
        UniqueId id,
        EmailAddress email,
        Instant createdAt,
        @Nullable Instant passwordLastUsed) {
    /** One who never signed in. */
    public RootUser(UniqueId id, EmailAddress email, Instant createdAt) {
        this(id, email, createdAt, null);
    }
}
