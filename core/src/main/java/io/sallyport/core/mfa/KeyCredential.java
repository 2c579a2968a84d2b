// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.Bytes;

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
 */
public record KeyCredential(
        Bytes credentialId,
        Bytes publicKey,
        long signatureCount,
        Bytes aaguid,
        boolean attested,
        boolean backupEligible,
        boolean backedUp) {

    public KeyCredential withState(long newSignatureCount, boolean nowBackedUp) {
        return new KeyCredential(
                credentialId, publicKey, newSignatureCount, aaguid, attested, backupEligible, nowBackedUp);
    }
}
