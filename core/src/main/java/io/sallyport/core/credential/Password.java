// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** A password as somebody typed it. Never printed; its text leaves only through {@link #reveal()}. */
public final class Password {
    private final String text;

    private Password(String text) {
        this.text = text;
    }

    public static Password of(String text) {
        return new Password(text);
    }

    /** The text itself: every caller of this is a place where it can leak. */
    public String reveal() {
        return text;
    }

    /** What is hashed: the same bytes however a keyboard composes a letter (NIST SP 800-63B, NFKC of UAX 15). */
    byte[] normalUtf8() {
        return normalize(text).getBytes(StandardCharsets.UTF_8);
    }

    /** What was hashed before texts were normalised. */
    byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
