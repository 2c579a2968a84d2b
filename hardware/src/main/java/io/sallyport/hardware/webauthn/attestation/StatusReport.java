// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import java.time.LocalDate;
import java.util.Set;

/**
 * FIDO MDS 3.1 §3.1.3.
 *
 * @param status by FIDO's name, which may be one that nobody knew when this was written
 * @param since its effective date; the beginning of time if it has none
 * @param until its sunset date; the end of time if it has none
 * @param fipsRevision of FIPS 140: 2 or 3; 0 for a report of anything else
 */
record StatusReport(String status, LocalDate since, LocalDate until, int fipsRevision) {
    /** §3.1.4: what a relying party has to take for the end of a model. */
    private static final Set<String> REVOKING = Set.of(
            "REVOKED",
            "USER_VERIFICATION_BYPASS",
            "ATTESTATION_KEY_COMPROMISE",
            "USER_KEY_REMOTE_COMPROMISE",
            "USER_KEY_PHYSICAL_COMPROMISE");

    /** Certificates end at their sunset, as NIST's do; what revoked a model stays. */
    boolean appliesOn(LocalDate day) {
        return !since.isAfter(day) && (revokes() || !until.isBefore(day));
    }

    /**
     * Whether the model is not to be trusted from then on. An update afterwards does not undo it: which firmware a key
     * has, its attestation does not tell.
     */
    boolean revokes() {
        return REVOKING.contains(status);
    }
}
