// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One block of a PEM text (RFC 7468), which may hold a private key: no record, since those print what they hold.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468#section-3">RFC 7468 section 3, the strict form without headers</a>
 */
public final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LINE = 64;

    private final String label;
    private final byte[] der;

    private Pem(String label, byte[] der) {
        this.label = label;
        this.der = der;
    }

    public String label() {
        return label;
    }

    public byte[] der() {
        return der.clone();
    }

    /** The blocks of a text that consists of them and white space; none if there is anything else in it. */
    public static List<Pem> read(String text) {
        List<Pem> blocks = new ArrayList<>();
        @Nullable String label = null;
        StringBuilder base64 = new StringBuilder();
        for (String line : text.lines().map(String::strip).toList()) {
            if (label == null) {
                label = line.isEmpty() ? null : label(line);
                if (label == null && !line.isEmpty()) {
                    return List.of();
                }
            } else if (line.equals(END + label + DASHES)) {
                byte[] der = decode(base64.toString());
                if (der.length == 0) {
                    return List.of();
                }
                blocks.add(new Pem(label, der));
                label = null;
                base64.setLength(0);
            } else {
                base64.append(line);
            }
        }
        return label == null ? blocks : List.of();
    }

    private static @Nullable String label(String line) {
        boolean begins = line.length() > BEGIN.length() + DASHES.length() && line.startsWith(BEGIN);
        return begins && line.endsWith(DASHES) ? line.substring(BEGIN.length(), line.length() - DASHES.length()) : null;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    /** As OpenSSL writes it, with a line feed at the end. */
    public static String write(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return String.format(Locale.ROOT, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n", label, base64);
    }

    @Override
    public String toString() {
        return "Pem[" + label + "]";
    }
}
