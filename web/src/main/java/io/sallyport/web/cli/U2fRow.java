// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.hardware.webauthn.U2fRegistration;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A line of what another server knew of a user's U2F key.
 *
 * @param line in the file, from 1
 * @param name the key's
 */
record U2fRow(int line, String user, String name, KeyCredential credential) {
    static final String HEADER = "user,name,keyHandle,publicKey,counter";

    private static final int COLUMNS = 5;

    /** @throws Refused naming the first line that cannot be read */
    static List<U2fRow> read(Path file) throws IOException {
        List<String> lines = lines(file);
        // Spreadsheets put a byte order mark before the first line.
        if (lines.isEmpty() || !lines.get(0).replace("\ufeff", "").strip().equals(HEADER)) {
            throw new Refused(file + " does not begin with the line " + HEADER);
        }
        List<U2fRow> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(row(i + 1, lines.get(i)));
            }
        }
        return List.copyOf(rows);
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException notUtf8) {
            throw new Refused(file + " is not UTF-8", notUtf8);
        }
    }

    private static U2fRow row(int line, String text) {
        String[] cells = text.strip().split(",", -1);
        if (cells.length != COLUMNS) {
            throw wrong(line, "it has " + cells.length + " columns, not " + COLUMNS);
        }
        try {
            return new U2fRow(
                    line,
                    cells[0].strip(),
                    cells[1].strip(),
                    U2fRegistration.credential(bytes(cells[2]), bytes(cells[3]), Long.parseLong(cells[4].strip())));
        } catch (IllegalArgumentException | IamException unreadable) {
            throw wrong(line, "it has no key handle, P-256 point or counter that could be one");
        }
    }

    /** Base64 of either alphabet, padded or not. */
    private static Bytes bytes(String text) {
        String url = text.strip().replace('+', '-').replace('/', '_').replace("=", "");
        return Bytes.of(Base64.getUrlDecoder().decode(url));
    }

    static Refused wrong(int line, String why) {
        return new Refused("line " + line + ": " + why.replaceFirst("\\.$", "") + "; nothing was imported");
    }
}
