// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the log of Yubico's personalization tool, in the two formats that it writes by itself.
 *
 * <ul>
 *   <li>Traditional: event, time, slot, OATH token identifier, private id, secret, two access codes, three flags, digits,
 *       moving factor, five flags; {@code LOGGING START} where the tool was started.
 *   <li>Yubico: the key's serial, OATH token identifier, moving factor, secret, access code, time.
 * </ul>
 *
 * <p>Only {@code OATH-HOTP} is a one-time-code device to us; every other row refuses the file by its name. A token's
 * serial is its OATH token identifier where it has one (the key types it before each code), else what that identifier
 * would be: {@code UBOM} and the key's serial in eight digits.
 */
final class YubicoCsv {
    private static final Pattern TRADITIONAL = Pattern.compile("(?i)(logging start|yubico otp|oath-hotp"
            + "|(static password|challenge-response|configuration update|configuration swap)[^,]*) *,.*");
    private static final Pattern YUBICO =
            Pattern.compile("(?i)[0-9]{1,10} *,([^,]*,){2} *[0-9a-f]{32,40} *,[^,]*,[^,]*(,.*)?");
    private static final String MAKER = "Yubico";

    /** Columns from the end, since the second is a time as the tool's country writes it, perhaps with a comma. */
    private static final int COLUMNS = 18;

    private static final Map<String, String> NO_OATH = Map.of(
            "yubico otp", "Yubico OTP",
            "static password", "a static password",
            "challenge-response", "challenge and response",
            "configuration update", "an update of a configuration",
            "configuration swap", "a swap of slots");

    private YubicoCsv() {}

    static boolean knows(SeedFileStart start) {
        return TRADITIONAL.matcher(start.row()).matches()
                || YUBICO.matcher(start.row()).matches();
    }

    static void read(InputStream file, TokenIntake intake) throws IOException {
        CsvRows rows = CsvRows.of(file);
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            String event = row.column(0).toLowerCase(Locale.ROOT);
            if (event.matches("[0-9]{1,10}")) {
                intake.add(row.line(), yubico(row));
            } else if (!event.equals("logging start")) {
                intake.add(row.line(), traditional(row, event));
            }
        }
    }

    private static TokenSeed traditional(CsvRow row, String event) {
        if (!event.equals("oath-hotp")) {
            String kind = NO_OATH.get(event.replaceFirst(":.*", ""));
            throw row.refused(
                    kind == null
                            ? "a row begins with what was written, such as OATH-HOTP, or with the key's serial"
                            : "the row is of " + kind + ", and only OATH-HOTP shows codes");
        }
        int shift = row.size() - COLUMNS;
        row.require(shift == 0 || shift == 1, "a row of OATH-HOTP has " + COLUMNS + " columns");
        String identifier = row.column(3 + shift);
        row.require(
                !identifier.isEmpty(),
                "the row has no OATH token identifier, which would be the serial: log in Yubico's own format");
        row.require(row.column(11 + shift).matches("[68]"), "the digits are 6 or 8");
        return hotp(row, identifier, 5 + shift, Integer.parseInt(row.column(11 + shift)), 12 + shift);
    }

    private static TokenSeed yubico(CsvRow row) {
        row.require(row.size() == 6 || row.size() == 7, "a row in Yubico's own format has six columns, or seven");
        String factor = row.column(2);
        row.require(!factor.isEmpty(), "the row is of a static password, and only OATH-HOTP shows codes");
        row.require(
                factor.length() != 12,
                "the row is of Yubico OTP (it has a private id), and only OATH-HOTP shows codes");
        String identifier = row.column(1).isEmpty()
                ? String.format(Locale.ROOT, "UBOM%08d", Long.parseLong(row.column(0)))
                : row.column(1);
        // The format says nothing of digits; the tool writes six unless told otherwise.
        return hotp(row, identifier, 3, OtpParameters.STANDARD.digits(), 2);
    }

    private static TokenSeed hotp(CsvRow row, String serial, int secret, int digits, int factor) {
        return row.token(
                serial,
                row.hexSecret(secret, "the secret"),
                () -> new OtpParameters(Algorithm.HOTP, Hash.SHA1, digits, OtpParameters.STANDARD.period()),
                row.number(factor, 10, "the moving factor is a number"),
                MAKER);
    }
}
