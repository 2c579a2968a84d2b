// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

/** How a key vouches for its new credentials. */
public enum AttestationStyle {
    /** Not at all: format {@code none}. */
    NONE,
    /** By the credential's own key: format {@code packed} without certificates. */
    SELF,
    /** By a key that its whole batch shares: format {@code packed}. */
    PACKED
}
