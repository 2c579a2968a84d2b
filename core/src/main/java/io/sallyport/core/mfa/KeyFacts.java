// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.Bytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key told of itself at its registration.
 *
 * @param attestationFormat such as {@code packed} (WebAuthn L3 §8)
 * @param issuerKeyIds SHA-1 subject key identifiers of its attestation's certificates, by which metadata knows a U2F
 *     model (FIDO MDS 3.0 §3.1.1, attestationCertificateKeyIdentifiers)
 * @param passkey whether it was made to sign in alone: discoverable, and its user was verified
 * @param transports such as {@code usb} (WebAuthn L3 §5.8.4)
 * @param model what metadata said of its model then; null if it knew none or the attestation was not verified
 */
public record KeyFacts(
        String attestationFormat,
        Set<Bytes> issuerKeyIds,
        boolean passkey,
        Set<String> transports,
        @Nullable KeyModel model) {
    public KeyFacts {
        issuerKeyIds = Set.copyOf(issuerKeyIds);
        transports = Set.copyOf(transports);
    }
}
