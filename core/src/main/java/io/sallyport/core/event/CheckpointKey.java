// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import io.sallyport.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;

/** The installation's key that checkpoints are signed with: Ed25519. Prints its id only. */
public final class CheckpointKey {
    private static final String ED25519 = "Ed25519";

    private final PublicKey publicKey;
    private final PrivateKey privateKey;

    private CheckpointKey(PublicKey publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    public static CheckpointKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            return new CheckpointKey(pair.getPublic(), pair.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Java 15 and later have Ed25519", impossible);
        }
    }

    /**
     * A stored one.
     *
     * @param spki the public half, X.509
     * @param pkcs8 the private half
     * @throws IllegalArgumentException if these are not the halves of one key
     */
    public static CheckpointKey of(Bytes spki, byte[] pkcs8) {
        try {
            KeyFactory keys = KeyFactory.getInstance(ED25519);
            CheckpointKey key = new CheckpointKey(
                    keys.generatePublic(new X509EncodedKeySpec(spki.toArray())),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            byte[] probe = spki.toArray();
            if (key.verifies(probe, key.sign(probe))) {
                return key;
            }
        } catch (GeneralSecurityException notKeys) {
            throw new IllegalArgumentException("not an Ed25519 key", notKeys);
        }
        throw new IllegalArgumentException("the halves of the key do not belong together");
    }

    /** Of the public half: the first half of its SHA-256. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
            return Bytes.of(hash).toHex().substring(0, 32);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    /** X.509, as {@code openssl pkey -pubin -inform DER} reads it. */
    public Bytes publicHalf() {
        return Bytes.of(publicKey.getEncoded());
    }

    /** PKCS 8, for the vault alone. */
    public byte[] revealPrivateHalf() {
        return privateKey.getEncoded();
    }

    Bytes sign(byte[] statement) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(privateKey);
            signature.update(statement);
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Ed25519 signs anything", impossible);
        }
    }

    boolean verifies(Checkpoint checkpoint) {
        return checkpoint.keyId().equals(id()) && verifies(checkpoint.statement(), checkpoint.signature());
    }

    private boolean verifies(byte[] statement, Bytes signed) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initVerify(publicKey);
            signature.update(statement);
            return signature.verify(signed.toArray());
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** A checkpoint signed by this key. */
    public Checkpoint checkpoint(String node, long sequence, Checkpoint.Kind kind, Bytes hash, Instant at) {
        return Checkpoint.signed(node, sequence, kind, hash, at, this);
    }

    @Override
    public String toString() {
        return "CheckpointKey[" + id() + "]";
    }
}
