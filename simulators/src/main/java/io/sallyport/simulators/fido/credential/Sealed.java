// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a credential id holds. Not a record: it would print its secret. */
final class Sealed {
    private static final byte FORMAT = 1;
    private static final int HEAD = 4;
    private static final int DISCOVERABLE = 0x01;
    private static final int HMAC_SECRET = 0x02;
    private static final int CRED_BLOB = 0x04;

    private final KeyAlgorithm algorithm;
    private final Protection protection;
    private final boolean discoverable;
    private final boolean hmacSecret;
    private final Optional<Bytes> credBlob;
    private final byte[] secret;

    Sealed(
            KeyAlgorithm algorithm,
            Protection protection,
            boolean discoverable,
            boolean hmacSecret,
            Optional<Bytes> credBlob,
            byte[] secret) {
        this.algorithm = algorithm;
        this.protection = protection;
        this.discoverable = discoverable;
        this.hmacSecret = hmacSecret;
        this.credBlob = credBlob;
        this.secret = secret;
    }

    static Sealed of(Blueprint blueprint, byte[] secret) {
        return new Sealed(
                blueprint.algorithm(),
                blueprint.protection(),
                blueprint.discoverable(),
                blueprint.hmacSecret(),
                blueprint.credBlob(),
                secret);
    }

    byte[] encode() {
        int flags = (discoverable ? DISCOVERABLE : 0)
                | (hmacSecret ? HMAC_SECRET : 0)
                | (credBlob.isPresent() ? CRED_BLOB : 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(FORMAT);
        out.write(algorithm.stored());
        out.write(protection.level());
        out.write(flags);
        credBlob.ifPresent(blob -> {
            out.write(blob.length());
            out.writeBytes(blob.toArray());
        });
        out.writeBytes(secret);
        return out.toByteArray();
    }

    /** Empty when a later version wrote it. */
    static Optional<Sealed> decode(byte[] plain) {
        ByteBuffer in = ByteBuffer.wrap(plain);
        if (plain.length < HEAD || in.get() != FORMAT) {
            return Optional.empty();
        }
        Optional<KeyAlgorithm> algorithm = KeyAlgorithm.ofStored(in.get());
        Optional<Protection> protection = Protection.of(in.get());
        int flags = in.get();
        Optional<Bytes> credBlob = (flags & CRED_BLOB) == 0
                ? Optional.empty()
                : Optional.of(Bytes.of(next(in, Byte.toUnsignedInt(in.get()))));
        byte[] secret = next(in, in.remaining());
        return algorithm.flatMap(a -> protection.map(
                p -> new Sealed(a, p, (flags & DISCOVERABLE) != 0, (flags & HMAC_SECRET) != 0, credBlob, secret)));
    }

    private static byte[] next(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
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

    Optional<Bytes> credBlob() {
        return credBlob;
    }

    byte[] secret() {
        return secret;
    }
}
