// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider publishes about itself (SAML 2.0 Metadata, §2).
 *
 * @param document as it was given
 * @param entityId what its assertions call their issuer
 * @param signingCertificates whose keys may sign assertions; no chain and no date is checked, as at AWS
 * @param validUntil the earliest end that the document states, null if it states none
 */
public record SamlMetadata(
        String document,
        String entityId,
        List<X509Certificate> signingCertificates,
        @Nullable Instant validUntil) {
    private static final int YEARS = 100;

    public SamlMetadata {
        signingCertificates = List.copyOf(signingCertificates);
    }

    /** What AWS calls the provider's {@code ValidUntil}: without an end of its own, a hundred years from the upload. */
    public Instant validUntil(Instant uploaded) {
        return validUntil == null
                ? uploaded.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant()
                : validUntil;
    }
}
