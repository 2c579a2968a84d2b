// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.nio.charset.StandardCharsets;

/** A secret access key on its way from the store to the signature. Never printed, no equality. */
public final class SigningSecret {
    private final byte[] secret;

    private SigningSecret(byte[] secret) {
        this.secret = secret;
    }

    /** @param secret the characters of the secret access key in UTF-8; copied */
    public static SigningSecret of(byte[] secret) {
        return new SigningSecret(secret.clone());
    }

    /** {@code "AWS4" + secret}, from which the signing key is derived. */
    byte[] signingKeySeed() {
        byte[] prefix = "AWS4".getBytes(StandardCharsets.UTF_8);
        byte[] seed = new byte[prefix.length + secret.length];
        System.arraycopy(prefix, 0, seed, 0, prefix.length);
        System.arraycopy(secret, 0, seed, prefix.length, secret.length);
        return seed;
    }

    @Override
    public String toString() {
        return "SigningSecret[…]";
    }
}
