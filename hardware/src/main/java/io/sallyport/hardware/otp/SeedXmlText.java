// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of an XML document, in the encoding that its first bytes or its declaration tell (XML 1.0, appendix F). */
final class SeedXmlText {
    private static final int DECLARATION = 256;
    private static final Pattern ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");

    private SeedXmlText() {}

    /** @throws SeedFileException if the encoding is not known here */
    static Reader of(InputStream document) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(document);
        buffered.mark(DECLARATION);
        byte[] start = buffered.readNBytes(DECLARATION);
        buffered.reset();
        Charset charset = charset(start);
        buffered.skipNBytes(markLength(start, charset));
        return new InputStreamReader(
                buffered,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static Charset charset(byte[] start) {
        if (begins(start, 0xfe, 0xff) || begins(start, 0, '<')) {
            return StandardCharsets.UTF_16BE;
        }
        if (begins(start, 0xff, 0xfe) || begins(start, '<', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        if (begins(start, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        Matcher declared = ENCODING.matcher(new String(start, StandardCharsets.ISO_8859_1));
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new SeedFileException(1, "the XML declares an encoding that is not known here");
        }
    }

    private static int markLength(byte[] start, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return begins(start, 0xef, 0xbb, 0xbf) ? 3 : 0;
        }
        return begins(start, 0xfe, 0xff) || begins(start, 0xff, 0xfe) ? 2 : 0;
    }

    private static boolean begins(byte[] start, int... with) {
        if (start.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if (Byte.toUnsignedInt(start[i]) != with[i]) {
                return false;
            }
        }
        return true;
    }
}
