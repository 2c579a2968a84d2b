// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.Bytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * How a password becomes the key of a file: PBKDF2 (RFC 8018 section 5.2) with the parameters that the file states
 * (RFC 6030 section 6.2).
 *
 * @param length of the key in bytes; 0 if the file leaves it to the cipher
 */
record PskcPassword(Bytes salt, int iterations, int length, PskcMac function) {
    /** OWASP's figure for HMAC-SHA-256 in 2023; half a second, once a file. */
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;

    /** Some ten seconds: beyond that a file is made to keep us busy. */
    private static final int MOST_ITERATIONS = 10_000_000;

    private static final int LONGEST_SALT = 1_024;
    private static final int LONGEST_KEY = 64;

    /** Parameters for a new file. */
    static PskcPassword fresh(int length, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PskcPassword(Bytes.of(salt), ITERATIONS, length, PskcMac.SHA256);
    }

    /** Reads the {@code KeyDerivationMethod} at whose start {@code xml} stands. */
    static PskcPassword read(SeedXml xml) throws IOException {
        String algorithm = xml.attribute("Algorithm");
        if (algorithm == null
                || !PskcNames.fragment(algorithm).toLowerCase(Locale.ROOT).equals("pbkdf2")) {
            throw new PskcRefusal("the key is derived in a way that is not known here: PBKDF2 is");
        }
        Parts parts = new Parts();
        for (QName child = xml.child(); child != null; child = xml.child()) {
            if (child.getLocalPart().equals("PBKDF2-params")) {
                parts.read(xml);
            } else {
                xml.skip();
            }
        }
        return parts.whole();
    }

    /** @throws IllegalArgumentException if {@code password} is empty */
    byte[] key(String password, int bytes) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("a password has at least one character");
        }
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt.toArray(), iterations, bytes * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(function.pbkdf2())
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + function.pbkdf2(), e);
        } finally {
            spec.clearPassword();
        }
    }

    /** Of {@code PBKDF2-params}, whose parts are in no namespace, or in any. */
    private static final class Parts {
        private @Nullable Bytes salt;
        private int iterations;
        private int length;
        private PskcMac function = PskcMac.SHA1;

        void read(SeedXml xml) throws IOException {
            for (QName child = xml.child(); child != null; child = xml.child()) {
                switch (child.getLocalPart()) {
                    case "Salt" -> readSalt(xml);
                    case "IterationCount" -> iterations = number(xml.text(20), MOST_ITERATIONS, "IterationCount");
                    case "KeyLength" -> length = number(xml.text(20), LONGEST_KEY, "KeyLength");
                    case "PRF" -> function = function(xml);
                    default -> xml.skip();
                }
            }
        }

        /** In an attribute; python-pskc writes it as the element's text. */
        private static PskcMac function(SeedXml xml) throws IOException {
            String uri = xml.attribute("Algorithm");
            if (uri == null) {
                uri = xml.text(256);
            } else {
                xml.skip();
            }
            // RFC 8018 appendix A.2: HMAC with SHA-1 if it is not named.
            return uri.isEmpty()
                    ? PskcMac.SHA1
                    : PskcMac.named(uri).orElseThrow(() -> new PskcRefusal("PBKDF2 is over a PRF not known here"));
        }

        private void readSalt(SeedXml xml) throws IOException {
            for (QName child = xml.child(); child != null; child = xml.child()) {
                if (child.getLocalPart().equals("Specified")) {
                    salt = PskcEncrypted.base64(xml.text(2 * LONGEST_SALT));
                } else {
                    xml.skip();
                }
            }
        }

        private static int number(String text, int most, String element) {
            if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > most) {
                throw new PskcRefusal(element + " is 1 to " + most);
            }
            return Integer.parseInt(text);
        }

        PskcPassword whole() {
            if (salt == null || salt.length() == 0 || salt.length() > LONGEST_SALT || iterations == 0) {
                throw new PskcRefusal("PBKDF2 wants a salt and an IterationCount");
            }
            return new PskcPassword(salt, iterations, length, function);
        }
    }
}
