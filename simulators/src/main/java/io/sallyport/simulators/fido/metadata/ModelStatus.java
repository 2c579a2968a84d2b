// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

/** What is known of a model: AuthenticatorStatus of FIDO Metadata Service 3.0 §3.1.4, by its own names. */
public enum ModelStatus {
    NOT_FIDO_CERTIFIED,
    FIDO_CERTIFIED,
    FIDO_CERTIFIED_L1,
    FIDO_CERTIFIED_L2,
    UPDATE_AVAILABLE,
    USER_VERIFICATION_BYPASS,
    ATTESTATION_KEY_COMPROMISE,
    USER_KEY_REMOTE_COMPROMISE,
    USER_KEY_PHYSICAL_COMPROMISE,
    RETIRED,
    REVOKED
}
