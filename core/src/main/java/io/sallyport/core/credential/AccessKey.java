// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** A long-term key, without its secret. */
public record AccessKey(AccessKeyId id, UniqueId owner, boolean active, Instant createdAt) {}
