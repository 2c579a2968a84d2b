// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What a credential id holds. Not a record: it would print its secret. */
final class Sealed {
    private static final byte FORMAT = 1;
    private static final int HEAD = 4;
    private static final int DISCOVERABLE = 0x01;
    private static final int HMAC_SECRET = 0x02;

    private final KeyAlgorithm algorithm;
    private final Protection protection;
    private final boolean discoverable;
    private final boolean hmacSecret;
    private final byte[] secret;

    Sealed(KeyAlgorithm algorithm, Protection protection, boolean discoverable, boolean hmacSecret, byte[] secret) {
        this.algorithm = algorithm;
        this.protection = protection;
        this.discoverable = discoverable;
        this.hmacSecret = hmacSecret;
        this.secret = secret;
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEAD + secret.length)
                .put(FORMAT)
                .put((byte) algorithm.stored())
                .put((byte) protection.level())
                .put((byte) ((discoverable ? DISCOVERABLE : 0) | (hmacSecret ? HMAC_SECRET : 0)))
                .put(secret)
                .array();
    }

    /** Empty when a later version wrote it. */
    static Optional<Sealed> decode(byte[] plain) {
        ByteBuffer in = ByteBuffer.wrap(plain);
        if (plain.length < HEAD || in.get() != FORMAT) {
            return Optional.empty();
        }
        Optional<KeyAlgorithm> algorithm = KeyAlgorithm.ofStored(in.get());
        Optional<Protection> protection = Protection.of(in.get());
        byte flags = in.get();
        byte[] secret = new byte[in.remaining()];
        in.get(secret);
        return algorithm.flatMap(a -> protection.map(
                p -> new Sealed(a, p, (flags & DISCOVERABLE) != 0, (flags & HMAC_SECRET) != 0, secret)));
    }

    KeyAlgorithm algorithm() {
        return algorithm;
    }

    Protection protection() {
        return protection;
    }

    boolean discoverable() {
        return discoverable;
    }

    boolean hmacSecret() {
        return hmacSecret;
    }

    byte[] secret() {
        return secret;
    }
}
