// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * The passwords that are tried first: {@code common-passwords.txt.gz}, each of them also written several times over, and
 * characters in a row. As NIST SP 800-63B-4 section 3.1.1.2 has it, a password is compared as a whole, never its parts.
 */
final class CommonPasswords {
    /** Rows of keys and of signs, in which any stretch is a sequence, forwards and backwards. */
    private static final String[] ROWS = {
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm"
    };

    private CommonPasswords() {}

    /** Read when first asked: an account that goes by AWS's rules never needs it. */
    private static final class Listed {
        static final Set<String> ALL = read();

        private static Set<String> read() {
            try (InputStream packed = Objects.requireNonNull(
                            CommonPasswords.class.getResourceAsStream("common-passwords.txt.gz"));
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
                return lines.lines().collect(Collectors.toUnmodifiableSet());
            } catch (IOException broken) {
                throw new UncheckedIOException("the list of common passwords in this jar is broken", broken);
            }
        }
    }

    /** @param folded normalised and in lower case */
    static boolean contain(String folded) {
        String unit = repeated(folded);
        return unit.codePointCount(0, unit.length()) == 1
                || Listed.ALL.contains(unit)
                || isSequence(unit)
                || Listed.ALL.contains(folded);
    }

    /** The shortest text that, written again and again, begins as this one does to its end. */
    private static String repeated(String text) {
        for (int length = 1; length < text.length(); length++) {
            if (text.regionMatches(length, text, 0, text.length() - length)) {
                return text.substring(0, length);
            }
        }
        return text;
    }

    private static boolean isSequence(String text) {
        String backwards = new StringBuilder(text).reverse().toString();
        for (String row : ROWS) {
            if (row.contains(text) || row.contains(backwards)) {
                return true;
            }
        }
        return false;
    }
}
