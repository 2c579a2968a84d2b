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
    private final KeyAlgorithm algorithm;
    private final Protection protection;
    private final PrivateKey key;
    private final Optional<Slot> slot;
    private final Optional<Function<String, byte[]>> credRandoms;

    /**
     * @param slot of a discoverable one
     * @param credRandoms by purpose, when it has any
     */
    Credential(
            Bytes id,
            Bytes rpIdHash,
            KeyAlgorithm algorithm,
            Protection protection,
            PrivateKey key,
            Optional<Slot> slot,
            Optional<Function<String, byte[]>> credRandoms) {
        this.id = id;
        this.rpIdHash = rpIdHash;
        this.algorithm = algorithm;
        this.protection = protection;
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
        return algorithm;
    }

    public Protection protection() {
        return protection;
    }

    public PrivateKey key() {
        return key;
    }

    public boolean isDiscoverable() {
        return slot.isPresent();
    }

    /** Known of discoverable credentials only, as is all that follows but for the CredRandoms. */
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

    public Optional<Bytes> credBlob() {
        return slot.flatMap(Slot::credBlob);
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
        return credRandoms.map(of -> of.apply(verified ? "CredRandomWithUV" : "CredRandomWithoutUV"));
    }

    Optional<Slot> slot() {
        return slot;
    }
}
