// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.Bytes;
import java.security.PrivateKey;
import java.util.HexFormat;

/** What opens the seeds of a file, where they are encrypted. Its {@code toString} hides it. */
public sealed interface SeedKey {
    /** The file's seeds are plain. */
    record None() implements SeedKey {}

    /**
     * A key agreed on beforehand (RFC 6030 section 6.1).
     *
     * @param key as many bytes as the file's cipher wants
     */
    record PreShared(Bytes key) implements SeedKey {
        @Override
        public String toString() {
            return "PreShared[hidden]";
        }
    }

    /** A password from which the key is derived (RFC 6030 section 6.2). */
    record Password(String password) implements SeedKey {
        @Override
        public String toString() {
            return "Password[hidden]";
        }
    }

    /** The private key of the certificate that the file is encrypted to (RFC 6030 section 6.3). */
    record Recipient(PrivateKey key) implements SeedKey {
        @Override
        public String toString() {
            return "Recipient[hidden]";
        }
    }

    /**
     * A pre-shared key as people keep it in a file: hex digits, white space around them.
     *
     * @throws IllegalArgumentException if that is not what the text is; quotes nothing of it
     */
    static SeedKey ofHex(String text) {
        try {
            return new PreShared(Bytes.of(HexFormat.of().parseHex(text.strip())));
        } catch (IllegalArgumentException notHex) {
            throw new IllegalArgumentException("a key is an even number of hex digits");
        }
    }

    /**
     * A key as a file holds it: in PEM a private key (PKCS #8, not encrypted), else a pre-shared one in hex, or if it is
     * not text, its 16, 24 or 32 bytes themselves.
     *
     * @throws IllegalArgumentException if it is none of them; quotes nothing of it
     */
    static SeedKey ofFile(byte[] file) {
        return SeedKeyFile.read(file);
    }
}
