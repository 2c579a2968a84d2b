// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** A SAML provider, without its metadata document and its keys. */
public record SamlProvider(
        Arn arn, UniqueId uuid, AssertionEncryption encryption, Instant createdAt, Instant validUntil) {}
