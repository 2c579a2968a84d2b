// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import java.security.interfaces.ECPrivateKey;
import java.util.Optional;

/** A public key credential source (WebAuthn L3 §4) that this key holds. Not a record: it would print its key. */
public final class Credential {
    private final Bytes id;
    private final String rpId;
    private final Optional<User> user;
    private final ECPrivateKey key;

    /** @param user known of discoverable credentials only */
    public Credential(Bytes id, String rpId, Optional<User> user, ECPrivateKey key) {
        this.id = id;
        this.rpId = rpId;
        this.user = user;
        this.key = key;
    }

    public Bytes id() {
        return id;
    }

    public String rpId() {
        return rpId;
    }

    public Optional<User> user() {
        return user;
    }

    public ECPrivateKey key() {
        return key;
    }
}
