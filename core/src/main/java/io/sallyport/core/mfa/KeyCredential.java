// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A registered WebAuthn credential: public facts only.
 *
 * @param credentialId as the key chose it, at most 1023 bytes (WebAuthn L3 §4)
 * @param publicKey COSE_Key (RFC 9052)
 * @param signatureCount as last reported by the key, unsigned 32 bits
 * @param aaguid 16 bytes; zeros for U2F
 * @param attested whether the attestation statement was verified up to a root that is trusted here
 * @param backupEligible the BE flag
 * @param backedUp the BS flag
 * @param facts what else was told at its registration; null for one of before there were any
 */
public record KeyCredential(
        Bytes credentialId,
        Bytes publicKey,
        long signatureCount,
        Bytes aaguid,
        boolean attested,
        boolean backupEligible,
        boolean backedUp,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable KeyFacts facts) {

    /** One of which nothing else was told. */
    public KeyCredential(
            Bytes credentialId,
            Bytes publicKey,
            long signatureCount,
            Bytes aaguid,
            boolean attested,
            boolean backupEligible,
            boolean backedUp) {
        this(credentialId, publicKey, signatureCount, aaguid, attested, backupEligible, backedUp, null);
    }

    /** Whether it was made to sign in alone. */
    public boolean passkey() {
        return facts != null && facts.passkey();
    }

    public KeyCredential withState(long newSignatureCount, boolean nowBackedUp) {
        return new KeyCredential(
                credentialId, publicKey, newSignatureCount, aaguid, attested, backupEligible, nowBackedUp, facts);
    }
}
