// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one file of OATH CSV; see {@link SeedFile#oathCsv}. */
final class OathCsv {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final Pattern SECRET = Pattern.compile("[0-9A-Fa-f]{32,256}");
    private static final Pattern DIGITS = Pattern.compile("[678]");
    private static final Pattern PERIOD = Pattern.compile("[0-9]{1,9}");
    private static final Pattern COUNTER = Pattern.compile("[0-9]{1,18}");

    private final List<TokenSeed> tokens = new ArrayList<>();
    private final Map<String, Integer> lineOfSerial = new HashMap<>();
    private int line;

    List<TokenSeed> read(Reader csv) throws IOException {
        BufferedReader lines = new BufferedReader(csv);
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            // Spreadsheets put the mark before the first line.
            String row = (line == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
            if (!row.isEmpty() && !row.startsWith("#")) {
                add(token(row));
            }
        }
        return List.copyOf(tokens);
    }

    private void add(TokenSeed token) {
        Integer earlier = lineOfSerial.putIfAbsent(token.serial(), line);
        if (earlier != null) {
            throw new SeedFileException(line, "the serial is that of line " + earlier);
        }
        tokens.add(token);
    }

    private TokenSeed token(String row) {
        String[] columns = Arrays.stream(row.split(",", -1)).map(String::strip).toArray(String[]::new);
        require(columns.length == 5 || columns.length == 6, "a row has five columns, or six");
        require(
                SECRET.matcher(columns[1]).matches() && columns[1].length() % 2 == 0,
                "the second column is a secret of 16 to 128 bytes in hex");
        Algorithm algorithm = oneOf(Algorithm.values(), columns[2], "the third column is TOTP or HOTP");
        require(DIGITS.matcher(columns[3]).matches(), "the fourth column is 6, 7 or 8 digits");
        boolean hotp = algorithm == Algorithm.HOTP;
        require(
                (hotp ? COUNTER : PERIOD).matcher(columns[4]).matches(),
                hotp
                        ? "the fifth column is a counter of at most 18 digits"
                        : "the fifth column is a period in seconds");
        long fifth = Long.parseLong(columns[4]);
        Hash hash = columns.length == 5 || columns[5].isEmpty()
                ? Hash.SHA1
                : oneOf(Hash.values(), columns[5], "the sixth column is SHA1, SHA256 or SHA512");
        try {
            return new TokenSeed(
                    columns[0],
                    OtpSeed.of(HexFormat.of().parseHex(columns[1])),
                    new OtpParameters(
                            algorithm,
                            hash,
                            Integer.parseInt(columns[3]),
                            hotp ? OtpParameters.STANDARD.period() : Duration.ofSeconds(fifth)),
                    hotp ? fifth : 0);
        } catch (IllegalArgumentException e) {
            throw new SeedFileException(line, String.valueOf(e.getMessage()));
        }
    }

    private <E extends Enum<E>> E oneOf(E[] values, String name, String rule) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new SeedFileException(line, rule));
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new SeedFileException(line, rule);
        }
    }
}
