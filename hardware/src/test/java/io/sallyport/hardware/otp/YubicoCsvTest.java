// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log of Yubico's personalization tool, in the layouts that its source writes. */
class YubicoCsvTest {
    private static final String SECRET = SeedFiles.SECRET;
    private static final OtpSeed SEED = OtpSeed.of(HexFormat.of().parseHex(SECRET));

    private static OtpParameters hotp(int digits) {
        return new OtpParameters(Algorithm.HOTP, Hash.SHA1, digits, OtpParameters.STANDARD.period());
    }

    @Test
    void readsTheTraditionalFormat() throws IOException {
        String log = """
                LOGGING START,24.11.26 18:55
                OATH-HOTP,24.11.26 18:55,1,ubom00508326,,%1$s,,,0,0,0,6,0,0,0,0,0,0
                LOGGING START,24.11.26 19:02
                OATH-HOTP,24.11.26 19:02,2,ubom00508327,,%1$s,,b0b0b0b0b0b0,1,0,0,8,48,0,0,0,0,0
                """.formatted(SECRET);

        assertThat(SeedFiles.read(log))
                .containsExactly(
                        new TokenSeed("ubom00508326", SEED, hotp(6), 0, 0, "Yubico"),
                        new TokenSeed("ubom00508327", SEED, hotp(8), 48, 0, "Yubico"));
    }

    @Test
    void readsATimeThatHasACommaWhereTheCountryWritesItSo() throws IOException {
        assertThat(SeedFiles.read(
                        "OATH-HOTP,11/24/26, 6:55 PM,1,ubom00508326,,%s,,,0,0,0,8,16,0,0,0,0,0\n".formatted(SECRET)))
                .containsExactly(new TokenSeed("ubom00508326", SEED, hotp(8), 16, 0, "Yubico"));
    }

    @Test
    void readsYubicosOwnFormatAndMakesTheSerialOfItsIdentifier() throws IOException {
        String log = """
                # OATH mode
                508326,,0,%1$s,,2026-11-24T18:55:07,
                1382042,ubhe01382042,32,%1$s,b0b0b0b0b0b0,2026-11-24T18:55:17,
                """.formatted(SECRET);

        assertThat(SeedFiles.read(log))
                .containsExactly(
                        new TokenSeed("UBOM00508326", SEED, hotp(6), 0, 0, "Yubico"),
                        new TokenSeed("ubhe01382042", SEED, hotp(6), 32, 0, "Yubico"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Yubico OTP,24.11.26 18:55,1,vvgutbiedkvi,ab86c04de6a3,31323334353637383930313233343536,,,0,0,0,0,0,0,0,0,0,0"
                        + "| the row is of Yubico OTP",
                "Static Password: Scan Code,24.11.26 18:55,1,0507,,,,,0,0,0,0,0,0,0,0,0,0 | the row is of a static password",
                "Challenge-Response: Yubico OTP,24.11.26 18:55,2,,,*,,,0,0,0,0,0,0,0,0,0,0 | the row is of challenge and response",
                "Configuration Swap,24.11.26 18:55,1,,,,,,0,0,0,0,0,0,0,0,0,0 | the row is of a swap of slots",
                "508326,cccccccccccc,83cebdfb7b93,31323334353637383930313233343536,,2026-11-24T18:55:07, | the row is of Yubico OTP",
                "508326,,,31323334353637383930313233343536,,2026-11-24T18:55:07, | the row is of a static password",
                "OATH-HOTP,24.11.26 18:55,1,,,*,,,0,0,0,6,0,0,0,0,0,0 | no OATH token identifier",
                "OATH-HOTP,24.11.26 18:55,1,ubom00508326,,*,,,0,0,0,6,0,0,0,0 | 18 columns",
                "OATH-HOTP,24.11.26 18:55,1,ubom00508326,,*,,,0,0,0,7,0,0,0,0,0,0 | digits are 6 or 8",
                "OATH-HOTP,24.11.26 18:55,1,ubom00508326,,*ab,,,0,0,0,6,-1,0,0,0,0,0 | moving factor",
                "OATH-HOTP,24.11.26 18:55,1,ubom00508326,,*x,,,0,0,0,6,0,0,0,0,0,0 | the secret is",
                "508326,,zero,*,,2026-11-24T18:55:07, | moving factor",
                "508326,,0,*,,2026-11-24T18:55:07,,, | six columns, or seven",
                "OATH-TOTP,24.11.26 18:55,1,ubom00508326,,*,,,0,0,0,6,0,0,0,0,0,0 | a row begins with what was written",
                "*,, | a row begins with what was written",
                "OATH-HOTP,24.11.26 18:55,1,ubom00508325,,*,,,0,0,0,6,0,0,0,0,0,0 | the serial is that of line 2"
            })
    void refusesEveryOtherRowByItsName(String row, String rule) {
        String good = "LOGGING START,24.11.26 18:55\n"
                + "OATH-HOTP,24.11.26 18:55,1,ubom00508325,,%s,,,0,0,0,6,0,0,0,0,0,0\n".formatted(SECRET);
        SeedFiles.refused(good + row.replace("*", SECRET) + "\n", 3, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Yubico OTP,24.11.26 18:55,1,,,a54c68c7c3d5a1fec8a0c85b8d60765b,,,0,0,0,0,0,0,0,0,0,0 | Yubico OTP",
                "508326,cccccccccccc,83cebdfb7b93,31323334353637383930313233343536,,2026-11-24T18:55:07, | Yubico OTP"
            })
    void knowsAFileThatHoldsNothingForUs(String row, String rule) {
        SeedFiles.refused(row + "\n", 1, rule);
    }
}
