// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import com.yubico.webauthn.attestation.AttestationTrustSource;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyModel;
import java.util.Optional;
import java.util.Set;

/** Whose attestation is believed. Thread-safe. */
public final class AttestationTrust {
    private AttestationTrust() {}

    /** Nobody's. */
    public static AttestationTrust none() {
        return new AttestationTrust();
    }

    /** The roots for the library's own check; empty if nobody is believed. */
    public Optional<AttestationTrustSource> source() {
        return Optional.empty();
    }

    /**
     * What metadata says of a model now.
     *
     * @param aaguid zeros for U2F
     * @param issuerKeyIds SHA-1 subject key identifiers of the attestation's certificates, for U2F
     */
    public Optional<KeyModel> model(Bytes aaguid, Set<Bytes> issuerKeyIds) {
        return Optional.empty();
    }
}
