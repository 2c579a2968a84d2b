// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.certificate.SshRsaKey;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** A user's key for CodeCommit over SSH. */
public record SshPublicKey(UniqueId id, UniqueId owner, SshRsaKey key, boolean active, Instant uploadedAt) {}
