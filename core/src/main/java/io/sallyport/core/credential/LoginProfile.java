// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/**
 * The password of a user or of root.
 *
 * @param mustChange whether the next sign-in has to choose a new one
 * @param createdAt when the owner got her first one
 * @param changedAt when she got this one
 */
public record LoginProfile(
        UniqueId owner, PasswordHash hash, boolean mustChange, Instant createdAt, Instant changedAt) {
    /** One that was never changed. */
    public LoginProfile(UniqueId owner, PasswordHash hash, boolean mustChange, Instant createdAt) {
        this(owner, hash, mustChange, createdAt, createdAt);
    }
}
