// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The files in which a maker delivers the seeds of its tokens. Each format answers with {@link TokenSeed}s. */
public final class SeedFile {
    private SeedFile() {}

    /**
     * Reads a file of any of the formats, which it is known by.
     *
     * @param file read once, from where it stands; not closed
     * @param key what opens its seeds
     * @param each is given the tokens in the file's order, as they are read: whoever wants all or none keeps them until
     *     this returns
     * @throws SeedFileException on the first row that breaks a rule or repeats a serial, or if {@code key} is not the
     *     file's
     * @throws IOException if {@code file} fails
     */
    public static void read(InputStream file, SeedKey key, Consumer<TokenSeed> each) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file);
        SeedFormat.of(SeedFileStart.of(buffered)).read(buffered, key, new TokenIntake(each));
    }

    /**
     * OATH CSV as privacyIDEA reads it, one token a line:
     *
     * <pre>{@code
     * # serial, secret in hex, TOTP or HOTP, digits, period in seconds or counter [, SHA1 or SHA256 or SHA512]
     * GAHT12345678, 3132333435363738393031323334353637383930, TOTP, 6, 30
     * }</pre>
     *
     * Blank lines and lines that begin with {@code #} are passed over. The hash is SHA1 where none is given (privacyIDEA
     * guesses it from the secret's length). A secret has 128 bits (RFC 4226 section 4, R6) to 128 bytes.
     *
     * @return the tokens in the file's order; none at all when any line is wrong
     * @throws SeedFileException on the first line that breaks a rule, or repeats a serial
     * @throws IOException if {@code csv} fails
     */
    public static List<TokenSeed> oathCsv(Reader csv) throws IOException {
        List<TokenSeed> tokens = new ArrayList<>();
        OathCsv.read(CsvRows.of(csv), new TokenIntake(tokens::add));
        return List.copyOf(tokens);
    }

    /**
     * Writes OATH CSV, each secret in the open. What the format has no place for (a time-based token's drift, a maker) is
     * left out.
     *
     * @param out flushed, not closed
     */
    public static void writeOathCsv(OutputStream out, Iterable<TokenSeed> tokens) throws IOException {
        OathCsv.write(out, tokens);
    }
}
