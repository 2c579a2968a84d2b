// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** The root user: one to an account, known by an e-mail address. */
public record RootUser(UniqueId id, EmailAddress email, Instant createdAt) {}
