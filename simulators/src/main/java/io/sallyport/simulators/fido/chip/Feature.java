// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

/** What some keys can do and others cannot. */
public enum Feature {
    U2F,
    CTAP2,
    /** minPINLength and firmwareVersion of authenticatorGetInfo, which older keys keep to themselves. */
    FIRMWARE_IN_INFO,
    /** A sensor for fingerprints: built-in user verification. */
    FINGERPRINT,
    /** pinUvAuthToken with permissions (CTAP 2.1 §6.5.5.7). */
    PIN_UV_AUTH_TOKEN,
    /** makeCredUvNotRqd (CTAP 2.1 §6.4). */
    MAKE_CRED_UV_NOT_REQUIRED,
    CREDENTIAL_MANAGEMENT,
    /** The vendor's command of FIDO_2_1_PRE. */
    CREDENTIAL_MANAGEMENT_PREVIEW,
    CONFIG,
    ALWAYS_UV,
    /** It is on until somebody turns it off. */
    ALWAYS_UV_FROM_THE_FACTORY,
    SET_MIN_PIN_LENGTH,
    ENTERPRISE_ATTESTATION,
    LARGE_BLOBS
}
