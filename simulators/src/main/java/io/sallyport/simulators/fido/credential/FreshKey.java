// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import java.security.PrivateKey;
import java.security.PublicKey;

/** A key pair at its making. Not a record: it would print its secret. */
final class FreshKey {
    private final byte[] secret;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    /** @param secret the little that suffices to restore the private key */
    FreshKey(byte[] secret, PrivateKey privateKey, PublicKey publicKey) {
        this.secret = secret;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    byte[] secret() {
        return secret;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    PublicKey publicKey() {
        return publicKey;
    }
}
