// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** A private key of a SAML provider, without the key. */
public record SamlKeyEntry(UniqueId id, Instant addedAt) {}
