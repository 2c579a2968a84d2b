// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

/** What is behind an attestation. */
public enum Vouching {
    /** The authority that the key was made under. */
    AS_MADE,
    /** The same, some time ago. */
    EXPIRED,
    /** The attestation's own key, and nobody else. */
    SELF_SIGNED
}
