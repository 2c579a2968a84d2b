// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Reads the CSV that makers prepare for Microsoft Entra ID, known by its first row: {@code upn,serial number,secret
 * key,time interval,manufacturer,model}, the secret in base32. Such a token is time-based with SHA-1 and six digits. The
 * user in the first column is passed over: whom a fob belongs to is decided where it is handed out.
 */
final class EntraCsv {
    private static final List<String> HEADER =
            List.of("upn", "serial number", "secret key", "time interval", "manufacturer", "model");

    private EntraCsv() {}

    static boolean knows(SeedFileStart start) {
        return isHeader(new CsvRow(1, start.row()));
    }

    private static boolean isHeader(CsvRow row) {
        for (int i = 0; i < HEADER.size(); i++) {
            if (!HEADER.get(i).equals(row.column(i).toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return row.size() == HEADER.size();
    }

    static void read(InputStream file, TokenIntake intake) throws IOException {
        CsvRows rows = CsvRows.of(file);
        rows.next();
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            intake.add(row.line(), token(row));
        }
    }

    private static TokenSeed token(CsvRow row) {
        row.require(row.size() == HEADER.size(), "a row has six columns, as the first one says");
        long period = row.number(3, 9, "the fourth column is a time interval in seconds");
        return row.token(
                row.column(1),
                secret(row),
                () -> new OtpParameters(Algorithm.TOTP, Hash.SHA1, 6, Duration.ofSeconds(period)),
                0,
                row.column(4).isEmpty() ? null : row.column(4));
    }

    private static OtpSeed secret(CsvRow row) {
        String rule = "the third column is a secret of 16 to 128 bytes in base32";
        try {
            OtpSeed seed = Base32Secret.decode(row.column(2));
            int length = seed.reveal().length;
            row.require(length >= 16 && length <= 128, rule);
            return seed;
        } catch (SeedFileException refused) {
            throw refused;
        } catch (IllegalArgumentException notBase32) {
            throw row.refused(rule);
        }
    }
}
