// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One row of a CSV file, and how its columns are read. Its complaints quote nothing. */
final class CsvRow {
    private static final Pattern HEX_SECRET = Pattern.compile("(?:[0-9A-Fa-f]{2}){16,128}");

    private final int line;
    private final List<String> columns;

    CsvRow(int line, String text) {
        this.line = line;
        this.columns = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    int line() {
        return line;
    }

    int size() {
        return columns.size();
    }

    /** @param index from 0; an absent column is empty */
    String column(int index) {
        return index < columns.size() ? columns.get(index) : "";
    }

    void require(boolean holds, String rule) {
        if (!holds) {
            throw refused(rule);
        }
    }

    SeedFileException refused(String rule) {
        return new SeedFileException(line, rule);
    }

    /** @param where such as {@code the second column} */
    OtpSeed hexSecret(int index, String where) {
        // RFC 4226 section 4, R6 wants 128 bits at least.
        require(HEX_SECRET.matcher(column(index)).matches(), where + " is a secret of 16 to 128 bytes in hex");
        return OtpSeed.of(HexFormat.of().parseHex(column(index)));
    }

    <E extends Enum<E>> E oneOf(E[] values, int index, String rule) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(column(index)))
                .findFirst()
                .orElseThrow(() -> refused(rule));
    }

    /** @param digits at most 18, so that it fits */
    long number(int index, int digits, String rule) {
        require(column(index).matches("[0-9]{1," + digits + "}"), rule);
        return Long.parseLong(column(index));
    }

    /** What the row says, put together: what its parts forbid each other is this row's fault. */
    TokenSeed token(
            String serial, OtpSeed seed, Supplier<OtpParameters> parameters, long counter, @Nullable String maker) {
        try {
            return new TokenSeed(serial, seed, parameters.get(), counter, 0, maker);
        } catch (SeedFileException refused) {
            throw refused;
        } catch (IllegalArgumentException unfit) {
            throw refused(String.valueOf(unfit.getMessage()));
        }
    }
}
