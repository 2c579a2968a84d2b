// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import io.sallyport.core.Bytes;

/** A new credential that vouches for itself (WebAuthn L3 §6.5.4). */
public interface SelfSigner {
    /** COSE identifier. */
    long algorithm();

    byte[] sign(Bytes authenticatorData, Bytes clientDataHash);
}
