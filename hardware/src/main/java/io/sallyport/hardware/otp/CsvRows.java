// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.BufferedReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file: blank lines and comments ({@code #}) are passed over, and no line is longer than memory. */
final class CsvRows {
    private static final int LONGEST = 8_192;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Reader text;
    private int line;
    private boolean afterReturn;

    private CsvRows(Reader text) {
        this.text = text;
    }

    static CsvRows of(InputStream file) {
        // A decoder of its own, since InputStreamReader puts a replacement for what is not UTF-8.
        return of(new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()));
    }

    static CsvRows of(Reader text) {
        return new CsvRows(new BufferedReader(text));
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
        int c = character();
        if (c == '\n' && afterReturn) {
            c = character();
        }
        if (c == BYTE_ORDER_MARK && line == 1) {
            // Spreadsheets put it before the first line.
            c = character();
        }
        boolean ended = c < 0;
        for (; c >= 0 && c != '\n' && c != '\r'; c = character()) {
            if (read.length() == LONGEST) {
                throw new SeedFileException(line, "a line is longer than " + LONGEST + " characters");
            }
            read.append((char) c);
        }
        afterReturn = c == '\r';
        return ended ? null : read.toString();
    }

    private int character() throws IOException {
        try {
            return text.read();
        } catch (CharacterCodingException | CharConversionException notUtf8) {
            throw new SeedFileException(line, "the file is not UTF-8");
        }
    }
}
