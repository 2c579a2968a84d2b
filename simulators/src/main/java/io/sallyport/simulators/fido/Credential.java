// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import io.sallyport.core.Bytes;
import java.security.interfaces.ECPrivateKey;
import java.util.Optional;

/** A public key credential source (WebAuthn L3 §4) that this key holds. Not a record: it would print its key. */
final class Credential {
    private final Bytes id;
    private final String rpId;
    private final Optional<User> user;
    private final ECPrivateKey key;

    /** @param user known of discoverable credentials only */
    Credential(Bytes id, String rpId, Optional<User> user, ECPrivateKey key) {
        this.id = id;
        this.rpId = rpId;
        this.user = user;
        this.key = key;
    }

    Bytes id() {
        return id;
    }

    String rpId() {
        return rpId;
    }

    Optional<User> user() {
        return user;
    }

    ECPrivateKey key() {
        return key;
    }
}
