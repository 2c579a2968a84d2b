// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** Reads OATH CSV; see {@link SeedFile#oathCsv}. */
final class OathCsv {
    private OathCsv() {}

    static void read(InputStream file, TokenIntake intake) throws IOException {
        read(CsvRows.of(file), intake);
    }

    static void read(CsvRows rows, TokenIntake intake) throws IOException {
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            intake.add(row.line(), token(row));
        }
    }

    private static TokenSeed token(CsvRow row) {
        row.require(row.size() == 5 || row.size() == 6, "a row has five columns, or six");
        OtpSeed seed = row.hexSecret(1, "the second column");
        Algorithm algorithm = row.oneOf(Algorithm.values(), 2, "the third column is TOTP or HOTP");
        row.require(row.column(3).matches("[678]"), "the fourth column is 6, 7 or 8 digits");
        int digits = Integer.parseInt(row.column(3));
        boolean hotp = algorithm == Algorithm.HOTP;
        long fifth = hotp
                ? row.number(4, 18, "the fifth column is a counter of at most 18 digits")
                : row.number(4, 9, "the fifth column is a period in seconds");
        Hash hash = row.column(5).isEmpty()
                ? Hash.SHA1
                : row.oneOf(Hash.values(), 5, "the sixth column is SHA1, SHA256 or SHA512");
        Duration period = hotp ? OtpParameters.STANDARD.period() : Duration.ofSeconds(fifth);
        return row.token(
                row.column(0), seed, () -> new OtpParameters(algorithm, hash, digits, period), hotp ? fifth : 0, null);
    }

    static void write(OutputStream out, Iterable<TokenSeed> tokens) throws IOException {
        for (TokenSeed token : tokens) {
            OtpParameters parameters = token.parameters();
            boolean hotp = parameters.algorithm() == Algorithm.HOTP;
            // A serial may hold a comma, and the format has no quotes.
            if (token.serial().indexOf(',') >= 0) {
                throw new IllegalArgumentException("OATH CSV has no way to write the serial " + token.serial());
            }
            String row = String.join(
                    ",",
                    token.serial(),
                    HexFormat.of().formatHex(token.seed().reveal()),
                    parameters.algorithm().name(),
                    Integer.toString(parameters.digits()),
                    Long.toString(hotp ? token.counter() : parameters.period().toSeconds()),
                    parameters.hash().name());
            out.write((row + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }
}
