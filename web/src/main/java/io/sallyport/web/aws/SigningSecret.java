// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A secret access key on its way from the store to the signature. Never printed, no equality. */
public final class SigningSecret {
    private final Supplier<byte[]> secret;
    private final @Nullable Bytes sealed;

    private SigningSecret(Supplier<byte[]> secret, @Nullable Bytes sealed) {
        this.secret = secret;
        this.sealed = sealed;
    }

    /** @param secret the characters of the secret access key in UTF-8; copied */
    public static SigningSecret of(byte[] secret) {
        byte[] copy = secret.clone();
        return new SigningSecret(() -> copy, null);
    }

    /**
     * One that is opened when it is needed.
     *
     * @param sealed as the store has it, other bytes whenever the secret is another one
     */
    static SigningSecret sealed(Bytes sealed, Supplier<byte[]> open) {
        return new SigningSecret(open, sealed);
    }

    /** What the secret may be recognised by without opening it, if there is anything. */
    @Nullable Bytes sealed() {
        return sealed;
    }

    /** {@code "AWS4" + secret}, from which the signing key is derived. */
    byte[] signingKeySeed() {
        byte[] prefix = "AWS4".getBytes(StandardCharsets.UTF_8);
        byte[] opened = secret.get();
        byte[] seed = new byte[prefix.length + opened.length];
        System.arraycopy(prefix, 0, seed, 0, prefix.length);
        System.arraycopy(opened, 0, seed, prefix.length, opened.length);
        return seed;
    }

    @Override
    public String toString() {
        return "SigningSecret[…]";
    }
}
