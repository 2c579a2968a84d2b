// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file: blank lines and comments ({@code #}) are passed over, and no line is longer than memory. */
final class CsvRows {
    private static final int LONGEST = 8_192;
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Reader text;
    /** Whether each character is a byte of a line that is still to be decoded, so that a wrong one is found in its line. */
    private final boolean undecoded;

    private int line;
    private boolean afterReturn;

    private CsvRows(Reader text, boolean undecoded) {
        this.text = new BufferedReader(text);
        this.undecoded = undecoded;
    }

    static CsvRows of(InputStream file) {
        return new CsvRows(new InputStreamReader(file, StandardCharsets.ISO_8859_1), true);
    }

    static CsvRows of(Reader text) {
        return new CsvRows(text, false);
    }

    /** The next row; null after the last. */
    @Nullable CsvRow next() throws IOException {
        for (String text = line(); text != null; text = line()) {
            String row = text.strip();
            if (!row.isEmpty() && !row.startsWith("#")) {
                return new CsvRow(line, row);
            }
        }
        return null;
    }

    private @Nullable String line() throws IOException {
        StringBuilder read = new StringBuilder();
        line++;
        int c = text.read();
        if (c == '\n' && afterReturn) {
            c = text.read();
        }
        boolean ended = c < 0;
        for (; c >= 0 && c != '\n' && c != '\r'; c = text.read()) {
            if (read.length() == LONGEST) {
                throw new SeedFileException(line, "a line is longer than " + LONGEST + " characters");
            }
            read.append((char) c);
        }
        afterReturn = c == '\r';
        return ended ? null : withoutMark(undecoded ? decoded(read.toString()) : read.toString());
    }

    private String decoded(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new SeedFileException(line, "the file is not UTF-8");
        }
    }

    /** Spreadsheets put it before the first line. */
    private String withoutMark(String text) {
        return line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
