// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import java.security.PublicKey;

/** A credential at the only moment at which its public key is at hand. */
public record NewCredential(Credential credential, PublicKey publicKey) {
    public Bytes coseKey() {
        return credential.algorithm().coseKey(publicKey);
    }
}
