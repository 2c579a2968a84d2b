// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedFileTest {
    private static final String SECRET = "3132333435363738393031323334353637383930";
    private static final OtpSeed SEED = RfcVectorsTest.digits(20);

    private static List<TokenSeed> read(String csv) throws IOException {
        return SeedFile.oathCsv(new StringReader(csv));
    }

    @Test
    void readsTimeAndEventBasedTokensInTheirOrder() throws IOException {
        String csv = """
                # seeds of box 7

                GAHT12345678, %1$s, TOTP, 6, 30
                GAKT00040D6D,%1$s,totp,8,60,SHA256
                  # indented
                EVENT-000001 , %1$s , HOTP , 7 , 123456789012
                TRAILING0001,%1$s,totp,6,30,
                """.formatted(SECRET);

        assertThat(read(csv))
                .containsExactly(
                        new TokenSeed("GAHT12345678", SEED, OtpParameters.STANDARD, 0),
                        new TokenSeed(
                                "GAKT00040D6D",
                                SEED,
                                new OtpParameters(Algorithm.TOTP, Hash.SHA256, 8, Duration.ofSeconds(60)),
                                0),
                        new TokenSeed(
                                "EVENT-000001",
                                SEED,
                                new OtpParameters(Algorithm.HOTP, Hash.SHA1, 7, Duration.ofSeconds(30)),
                                123_456_789_012L),
                        new TokenSeed("TRAILING0001", SEED, OtpParameters.STANDARD, 0));
    }

    @Test
    void readsFilesOfWindows() throws IOException {
        assertThat(read("\ufeffGAHT12345678,%s,TOTP,6,30\r\n\r\n".formatted(SECRET)))
                .extracting(TokenSeed::serial)
                .containsExactly("GAHT12345678");
    }

    @Test
    void fileOfCommentsHasNoTokens() throws IOException {
        assertThat(read("# nothing\n\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GAHT12345678",
                "GAHT12345678,*",
                "GAHT12345678,*,TOTP,6",
                "GAHT12345678,*,TOTP,6,30,SHA1,more",
                "GAHT1234,*,TOTP,6,30",
                ",*,TOTP,6,30",
                "GAHT 2345678,*,TOTP,6,30",
                "\"GAHT12345678\",*,TOTP,6,30",
                "GAHT1234567\u00e9,*,TOTP,6,30",
                "GAHT12345678,,TOTP,6,30",
                "GAHT12345678,*x,TOTP,6,30",
                "GAHT12345678,*3,TOTP,6,30",
                "GAHT12345678,0x*,TOTP,6,30",
                "GAHT12345678,313233343536373839303132333435,TOTP,6,30",
                "GAHT12345678,*,OCRA,6,30",
                "GAHT12345678,*,,6,30",
                "GAHT12345678,*,TOTP,5,30",
                "GAHT12345678,*,TOTP,9,30",
                "GAHT12345678,*,TOTP,six,30",
                "GAHT12345678,*,TOTP,6,",
                "GAHT12345678,*,TOTP,6,14",
                "GAHT12345678,*,TOTP,6,-30",
                "GAHT12345678,*,TOTP,6,1234567890",
                "GAHT12345678,*,HOTP,6,-1",
                "GAHT12345678,*,HOTP,6,9223372036854775808",
                "GAHT12345678,*,HOTP,6,0,SHA256",
                "GAHT12345678,*,TOTP,6,30,MD5",
                "*,GAHT12345678,TOTP,6,30",
                "GAHT12345678,TOTP,*,6,30",
                "GAHT12345678,*,TOTP,6,*",
                "GAHT12345678,*,TOTP,6,30,*"
            })
    void namesTheLineAndTheRuleAndNeverTheSecret(String row) {
        String csv = "# header\nGOOD00000001,%s,TOTP,6,30\n\n%s\n".formatted(SECRET, row.replace("*", SECRET));

        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> read(csv))
                .satisfies(e -> assertThat(e.line()).isEqualTo(4))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("line 4: ")
                        .hasSizeGreaterThan(20)
                        .doesNotContain(SECRET)
                        .doesNotContain("31323334"))
                .withNoCause();
    }

    @Test
    void refusesASerialGivenTwice() {
        String csv = "GAHT12345678,%1$s,TOTP,6,30\n\nGAHT12345678,%1$s,HOTP,6,0\n".formatted(SECRET);
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> read(csv))
                .withMessage("line 3: the serial is that of line 1");
    }

    @Test
    void tokenShowsNoSecretByItself() {
        assertThat(new TokenSeed("GAHT12345678", SEED, OtpParameters.STANDARD, 0).toString())
                .contains("GAHT12345678")
                .doesNotContain(SECRET, "1234567890");
    }

    @Test
    void serialIsAsLongAsAwsAllows() {
        assertThat(new TokenSeed("x".repeat(256), SEED, OtpParameters.STANDARD, 0).serial())
                .hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenSeed("x".repeat(257), SEED, OtpParameters.STANDARD, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenSeed("GAHT12345678", SEED, OtpParameters.STANDARD, 1));
    }
}
