// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.attestation.SelfSigner;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Signer;

/** A new credential's own signature, for keys that nobody vouches for. */
record SelfAttestation(Credential credential, Signer signer) implements SelfSigner {
    @Override
    public long algorithm() {
        return credential.algorithm().cose();
    }

    @Override
    public byte[] sign(Bytes authenticatorData, Bytes clientDataHash) {
        return signer.sign(credential, authenticatorData, clientDataHash);
    }
}
