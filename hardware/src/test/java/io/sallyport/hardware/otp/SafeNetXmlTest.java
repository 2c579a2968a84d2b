// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNetXmlTest {
    private static final String SECRET = SeedFiles.SECRET;
    private static final OtpSeed SEED = OtpSeed.of(HexFormat.of().parseHex(SECRET));

    private static String token(String serial, String parts) {
        return """
                <Token serial="%s">
                  <CaseModel>5</CaseModel>
                  <ProductionDate>02/19/2026</ProductionDate>
                  <ProductName>eToken PASS</ProductName>
                  <Applications>
                    <Application ConnectorID="{ab1397d2-ddb6-4705-b66e-9f83f322deb9}">%s</Application>
                  </Applications>
                </Token>
                """.formatted(serial, parts);
    }

    private static String seed(String seed) {
        return "<Seed>" + seed + "</Seed>";
    }

    @Test
    void readsEventAndTimeBasedTokens() throws IOException {
        String long256 = SECRET + "313233343536373839303132";
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- box 7 -->\n<Tokens>\n"
                + token("00040008CFA5", seed(SECRET) + "<MovingFactor>7</MovingFactor>")
                + token("00040008CFA6", seed("\n MTIzNDU2Nzg5MDEyMzQ1Njc4OTA= ") + "<MovingFactor> 1 </MovingFactor>")
                + token("00040008CFA7", seed(SECRET) + "<ClockStep>60</ClockStep><ClockDrift>0</ClockDrift>")
                + token("00040008CFA8", seed(long256) + "<ClockStep>30</ClockStep>")
                + "</Tokens>\n";

        OtpParameters hotp = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, Duration.ofSeconds(30));
        assertThat(SeedFiles.read(xml))
                .containsExactly(
                        new TokenSeed("00040008CFA5", SEED, hotp, 7, 0, "eToken PASS"),
                        new TokenSeed("00040008CFA6", SEED, hotp, 1, 0, "eToken PASS"),
                        new TokenSeed(
                                "00040008CFA7",
                                SEED,
                                new OtpParameters(Algorithm.TOTP, Hash.SHA1, 6, Duration.ofSeconds(60)),
                                0,
                                0,
                                "eToken PASS"),
                        new TokenSeed(
                                "00040008CFA8",
                                OtpSeed.of(HexFormat.of().parseHex(long256)),
                                new OtpParameters(Algorithm.TOTP, Hash.SHA256, 6, Duration.ofSeconds(30)),
                                0,
                                0,
                                "eToken PASS"));
    }

    @Test
    void takesSeveralApplicationsOfATokenThatSayTheSame() throws IOException {
        String parts = seed(SECRET) + "<MovingFactor>1</MovingFactor>";
        String both =
                parts + "</Application><Application ConnectorID=\"{a61c4073-2fc8-4170-99d1-9f5b70a2cec6}\">" + parts;
        assertThat(SeedFiles.read("<Tokens>" + token("00040008CFA5", both) + "</Tokens>"))
                .hasSize(1);
        SeedFiles.refused(
                "<Tokens>" + token("00040008CFA5", both.replaceFirst("<MovingFactor>1", "<MovingFactor>2"))
                        + "</Tokens>",
                6,
                "differ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<Seed>*</Seed> | 2 | neither a MovingFactor nor a ClockStep",
                "<MovingFactor>1</MovingFactor> | 2 | no Seed",
                "<Seed>123412354</Seed><MovingFactor>1</MovingFactor> | 7 | 16 to 128 bytes in hex or base64",
                "<Seed>*!</Seed><MovingFactor>1</MovingFactor> | 7 | 16 to 128 bytes in hex or base64",
                "<Seed><b>*</b></Seed><MovingFactor>1</MovingFactor> | 7 | only text",
                "<Seed>*</Seed><MovingFactor>-1</MovingFactor> | 7 | MovingFactor is a number",
                "<Seed>*</Seed><ClockStep>5</ClockStep> | 2 | 15 or more",
                "<Seed>*</Seed><Seed>*aa</Seed><ClockStep>30</ClockStep> | 7 | differ",
                "<Seed>*313233343536373839303132</Seed><MovingFactor>1</MovingFactor> | 2 | SHA-1 only",
                "<Seed>* | 7 | not well formed"
            })
    void namesTheLineAndTheRuleAndNeverTheSecret(String parts, int line, String rule) {
        SeedFiles.refused("<Tokens>\n" + token("00040008CFA5", parts.replace("*", SECRET)) + "</Tokens>", line, rule);
    }

    @Test
    void aTokenHasASerialOfItsOwn() {
        String parts = seed(SECRET) + "<MovingFactor>1</MovingFactor>";
        SeedFiles.refused("<Tokens>\n<Token info=\"none\"></Token></Tokens>", 2, "a serial");
        SeedFiles.refused("<Tokens>\n<Batch serial=\"00040008CFA5\"/></Tokens>", 2, "is a Token");
        SeedFiles.refused("<Tokens>\n" + token("0004", parts) + "</Tokens>", 2, "9 to 256");
        SeedFiles.refused(
                "<Tokens>\n" + token("00040008CFA5", parts) + token("00040008CFA5", parts) + "</Tokens>",
                10,
                "the serial is that of line 2");
    }
}
