// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import io.sallyport.core.Bytes;
import io.sallyport.core.name.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over parts whose lengths are part of what is hashed, so that none can grow at its neighbour's cost. */
public final class ChainHash {
    private final MessageDigest digest;

    private ChainHash(String purpose) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
        add(purpose);
    }

    /** What a node's first record follows upon. */
    public static Bytes beginning(String node) {
        return new ChainHash("sallyport event chain 1").add(node).end();
    }

    /** A record's hash, given that of the one before it. */
    public static Bytes next(Bytes previous, String node, long sequence, AccountId account, Event event) {
        return new ChainHash("sallyport event 1")
                .add(previous.toArray())
                .add(node)
                .add(sequence)
                .add(account, event)
                .end();
    }

    /** What a record's seal holds. */
    public static Bytes sealed(String node, AccountId account, Event event) {
        return new ChainHash("sallyport event seal 1")
                .add(node)
                .add(account, event)
                .end();
    }

    private ChainHash add(AccountId account, Event event) {
        return add(account.value())
                .add(event.id())
                .add(event.at().toEpochMilli())
                .add(event.record());
    }

    private ChainHash add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    private ChainHash add(long number) {
        return add(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private ChainHash add(byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
        return this;
    }

    private Bytes end() {
        return Bytes.of(digest.digest());
    }
}
