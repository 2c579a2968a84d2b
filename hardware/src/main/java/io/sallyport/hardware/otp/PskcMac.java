// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A keyed hash by its name in XML: the MAC over an encrypted value, and the function inside a key derivation. */
enum PskcMac {
    SHA1(PskcNames.DS),
    SHA224(PskcNames.DSIG_MORE),
    SHA256(PskcNames.DSIG_MORE),
    SHA384(PskcNames.DSIG_MORE),
    SHA512(PskcNames.DSIG_MORE);

    private final String uri;

    PskcMac(String namespace) {
        this.uri = namespace + "hmac-" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * By the part behind the {@code #}: xmldsig-more and PKCS #5 name the same functions, and makers write either
     * namespace.
     */
    static Optional<PskcMac> named(String uri) {
        String name = PskcNames.fragment(uri)
                .toLowerCase(Locale.ROOT)
                .replace("hmacwith", "hmac-")
                .replace("hmac-sha-", "hmac-sha");
        return Arrays.stream(values())
                .filter(mac -> mac.uri.endsWith("#" + name))
                .findFirst();
    }

    String uri() {
        return uri;
    }

    /** The JDK's name of the derivation that has this inside. */
    String pbkdf2() {
        return "PBKDF2WithHmac" + name();
    }

    /** @param key at least one byte */
    byte[] over(byte[] value, byte[] key) {
        try {
            Mac mac = Mac.getInstance("Hmac" + name());
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + this, e);
        }
    }
}
