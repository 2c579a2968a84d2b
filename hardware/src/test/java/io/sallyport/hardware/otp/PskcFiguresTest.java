// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that RFC 6030 itself prints. Of each, what can be a fob is read, and why the others cannot is said. */
@DisplayName("RFC 6030, figures 2 to 10")
class PskcFiguresTest {
    private static final SeedKey NONE = new SeedKey.None();
    private static final SeedKey SHARED = SeedKey.ofHex("12345678901234567890123456789012");
    private static final SeedKey PASSWORD = new SeedKey.Password("qwerty");
    private static final OtpSeed DIGITS = RfcVectorsTest.digits(20);

    private static List<TokenSeed> figure(int number, SeedKey key) throws IOException {
        return PskcFiles.read(PskcFiles.resource("figure-" + number + ".xml"), key);
    }

    private static TokenSeed hotp(String serial, OtpSeed seed, int digits, String maker) {
        OtpParameters parameters = new OtpParameters(Algorithm.HOTP, Hash.SHA1, digits, Duration.ofSeconds(30));
        return new TokenSeed(serial, seed, parameters, 0, 0, maker);
    }

    @Test
    void plainKeyOfFigure3() throws IOException {
        assertThat(figure(3, NONE)).containsExactly(hotp("987654321", DIGITS, 8, "Manufacturer"));
    }

    @Test
    void aesUnderAPreSharedKeyOfFigure6() throws IOException {
        assertThat(figure(6, SHARED)).containsExactly(hotp("987654321", DIGITS, 8, "Manufacturer"));
    }

    @Test
    void keyDerivedFromAPasswordOfFigure7() throws IOException {
        assertThat(figure(7, PASSWORD)).containsExactly(hotp("987654321", DIGITS, 8, "TokenVendorAcme"));
    }

    @Test
    void signedContainerOfFigure9WhoseSignatureIsNotLookedAt() throws IOException {
        assertThat(figure(9, NONE)).containsExactly(hotp("0755225266", DIGITS, 6, "TokenVendorAcme"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2  | package 1: it has no SerialNo
            4  | package 1: its Secret is not in the file
            5  | package 2: its key is a PIN, not a seed
            6  | package 1: its Secret is encrypted under the key named "Pre-shared-key", which is missing
            7  | package 1: its Secret is encrypted under the key named "My Password 1", which is missing
            8  | package 1: its Secret is encrypted under the key named "CN=PSKC Test,OU=KeyProv WG,O=IETF", which is missing
            10 | package 1: a serial is 9 to 256 letters, digits and _ + = / : , . @ -
            """)
    void othersAreAnsweredPlainly(int figure, String rule) {
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> figure(figure, NONE))
                .withMessageMatching("line \\d+: \\Q" + rule + "\\E");
    }

    @Test
    void firstKeyOfFigure5IsReadSinceItsDeviceAsksForThePin() {
        List<TokenSeed> read = new ArrayList<>();
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() ->
                        SeedFile.read(new ByteArrayInputStream(PskcFiles.resource("figure-5.xml")), NONE, read::add));
        assertThat(read).containsExactly(hotp("987654321", DIGITS, 8, "Manufacturer"));
    }

    @Test
    void anotherPrivateKeyIsNotThatOfTheCertificateOfFigure8() throws Exception {
        KeyPair other = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> figure(8, new SeedKey.Recipient(other.getPrivate())))
                .withMessageContaining("the private key is not that of the file's certificate")
                .withMessageContaining("CN=PSKC Test");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            6 | 12345678901234567890123456789013 | the file is not under this key
            6 | 1234567890123456789012345678901212345678901234567890123456789012 | a key of 16 bytes, not of 32
            7 | 12345678901234567890123456789012 | the file is opened by a password: the key named "My Password 1"
            8 | 12345678901234567890123456789012 | encrypted to a certificate
            3 | 12345678901234567890123456789012 | its Secret is plain, in a file that was to be opened with a key
            """)
    void wrongKeysAreSaidToBe(int figure, String key, String rule) {
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> figure(figure, SeedKey.ofHex(key)))
                .withMessageContaining("package 1: ")
                .withMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource({"7, Qwerty", "7, qwertyuiop", "7, ''", "6, qwerty", "8, qwerty"})
    void wrongPasswordsAreSaidToBe(int figure, String password) {
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> figure(figure, new SeedKey.Password(password)))
                .withMessageMatching("line \\d+: package 1: .*(not under this key|password|certificate|key is not).*");
    }
}
