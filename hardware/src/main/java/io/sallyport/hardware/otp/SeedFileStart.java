// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * How a seed file begins, by which its format is known: never by its name.
 *
 * @param root the outermost element, if it is XML
 * @param row the first line that is neither blank nor a comment, in lower case; empty if there is none, or if it is XML
 */
record SeedFileStart(@Nullable QName root, String row) {
    private static final int LENGTH = 65_536;

    /** Looks at the beginning and puts the stream back. */
    static SeedFileStart of(BufferedInputStream file) throws IOException {
        file.mark(LENGTH + 1);
        byte[] bytes = file.readNBytes(LENGTH);
        file.reset();
        // Of UTF-16 the marks and the zeros go too, which leaves a < where it is XML.
        String text = new String(bytes, StandardCharsets.ISO_8859_1)
                .replaceFirst("^[\\x00\\xef\\xbb\\xbf\\xfe\\xff\\s]+", "");
        return text.startsWith("<")
                ? new SeedFileStart(
                        SeedXml.open(new ByteArrayInputStream(bytes)).root(), "")
                : new SeedFileStart(null, row(text));
    }

    private static String row(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .orElse("");
    }

    boolean isXml() {
        return root != null;
    }

    /** Whatever its namespace. */
    boolean hasRoot(String name) {
        return root != null && root.getLocalPart().equals(name);
    }

    boolean hasRoot(String namespace, String name) {
        return new QName(namespace, name).equals(root);
    }
}
