// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import java.security.PrivateKey;
import java.util.Optional;
import java.util.function.Function;

/** A public key credential source (WebAuthn L3 §4) that this key holds. Not a record: it would print its key. */
public final class Credential {
    private final Bytes id;
    private final Bytes rpIdHash;
    private final Sealed content;
    private final PrivateKey key;
    private final Optional<Slot> slot;
    private final Function<String, byte[]> credRandoms;

    /**
     * @param slot of a discoverable one
     * @param credRandoms by purpose
     */
    Credential(
            Bytes id,
            Bytes rpIdHash,
            Sealed content,
            PrivateKey key,
            Optional<Slot> slot,
            Function<String, byte[]> credRandoms) {
        this.id = id;
        this.rpIdHash = rpIdHash;
        this.content = content;
        this.key = key;
        this.slot = slot;
        this.credRandoms = credRandoms;
    }

    public Bytes id() {
        return id;
    }

    public Bytes rpIdHash() {
        return rpIdHash;
    }

    public KeyAlgorithm algorithm() {
        return content.algorithm();
    }

    public Protection protection() {
        return content.protection();
    }

    public Optional<Bytes> credBlob() {
        return content.credBlob();
    }

    public PrivateKey key() {
        return key;
    }

    public boolean isDiscoverable() {
        return slot.isPresent();
    }

    /** Known of discoverable credentials only, as are user, public key and the key of the large blob. */
    public Optional<RelyingParty> rp() {
        return slot.map(Slot::rp);
    }

    public Optional<User> user() {
        return slot.map(Slot::user);
    }

    /** A COSE_Key. */
    public Optional<Bytes> publicKey() {
        return slot.map(Slot::publicKey);
    }

    /** 32 secret bytes. */
    public Optional<Bytes> largeBlobKey() {
        return slot.flatMap(Slot::largeBlobKey);
    }

    /**
     * CredRandomWithUV or CredRandomWithoutUV (CTAP 2.1 §12.5), 32 secret bytes; empty when the credential was made without
     * hmac-secret.
     */
    public Optional<byte[]> credRandom(boolean verified) {
        return content.hmacSecret()
                ? Optional.of(credRandoms.apply(verified ? "CredRandomWithUV" : "CredRandomWithoutUV"))
                : Optional.empty();
    }
}
