// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shapes in which makers and other servers write the same thing. */
class PskcVariantsTest {
    private static final SeedKey NONE = new SeedKey.None();
    private static final SeedKey KEY_OF_FIGURE_6 = SeedKey.ofHex("12345678901234567890123456789012");

    /** As Feitian delivers its C200: a period of its own, a time of 0, dates, no hash. */
    private static final String CLOCK = """
            <?xml version="1.0" encoding="UTF-8"?>
            <KeyContainer Version="1.0" xmlns ="urn:ietf:params:xml:ns:keyprov:pskc">
              <KeyPackage>
                <DeviceInfo>
                  <Manufacturer>M\u00e4ker Co.,Ltd</Manufacturer>
                  <SerialNo>2600124809778</SerialNo>
                </DeviceInfo>
                <Key Id="2600124809778" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
                  <AlgorithmParameters>
                    <ResponseFormat Length="6" Encoding="DECIMAL"/>
                  </AlgorithmParameters>
                  <Data>
                    <Secret>
                      <PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue>
                    </Secret>
                    <Time>
                      <PlainValue>0</PlainValue>
                    </Time>
                    <TimeInterval>
                      <PlainValue>60</PlainValue>
                    </TimeInterval>
                  </Data>
                  <Policy>
                    <StartDate>2012-08-01T00:00:00Z</StartDate>
                    <ExpiryDate>2037-12-31T00:00:00Z</ExpiryDate>
                  </Policy>
                </Key>
              </KeyPackage>
            </KeyContainer>
            """;

    private static TokenSeed clock(Hash hash) {
        return new TokenSeed(
                "2600124809778",
                RfcVectorsTest.digits(20),
                new OtpParameters(Algorithm.TOTP, hash, 6, Duration.ofSeconds(60)),
                0,
                0,
                "M\u00e4ker Co.,Ltd");
    }

    @Test
    void fileOfAMakerOfClocks() throws IOException {
        assertThat(PskcFiles.read(CLOCK, NONE)).containsExactly(clock(Hash.SHA1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252"})
    void anyEncodingThatTheFileDeclares(String encoding) throws IOException {
        byte[] file = CLOCK.replace("UTF-8", encoding).getBytes(Charset.forName(encoding));
        assertThat(PskcFiles.read(file, NONE)).containsExactly(clock(Hash.SHA1));
    }

    @Test
    void markOfWindowsBeforeIt() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        file.write(CLOCK.getBytes(StandardCharsets.UTF_8));
        assertThat(PskcFiles.read(file.toByteArray(), NONE)).containsExactly(clock(Hash.SHA1));
    }

    @Test
    void encodingsThatAreNotThereAreNotGuessed() {
        for (String file : List.of(CLOCK.replace("UTF-8", "EBCDIC-NO-SUCH"), CLOCK.replace("UTF-8", "UTF-16"))) {
            assertThatExceptionOfType(SeedFileException.class).isThrownBy(() -> PskcFiles.read(file, NONE));
        }
        byte[] latin = CLOCK.getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> PskcFiles.read(latin, NONE))
                .withMessageContaining("not well formed");
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1, SHA1",
        "sha1, SHA1",
        "HMAC-SHA1, SHA1",
        "SHA256, SHA256",
        "SHA-256, SHA256",
        "HmacSHA256, SHA256",
        "hmac-sha-512, SHA512",
        "HMAC_SHA512, SHA512"
    })
    void namesOfTheHash(String suite, Hash hash) throws IOException {
        String file = CLOCK.replace("<ResponseFormat", "<Suite>" + suite + "</Suite><ResponseFormat");
        assertThat(PskcFiles.read(file, NONE)).containsExactly(clock(hash));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:params:xml:ns:keyprov:pskc#totp",
                "URN:IETF:params:xml:ns:keyprov:pskc:TOTP",
                "http://www.ietf.org/keyprov/pskc#totp"
            })
    void namesOfTheAlgorithm(String uri) throws IOException {
        String file = CLOCK.replace("urn:ietf:params:xml:ns:keyprov:pskc:totp", uri);
        assertThat(PskcFiles.read(file, NONE)).containsExactly(clock(Hash.SHA1));
    }

    @ParameterizedTest
    @CsvSource({"-1, -1", "4294967293, -3", "+7, 7", "2147483647, 2147483647"})
    void driftsAsOthersWriteThem(String written, long drift) throws IOException {
        String file =
                CLOCK.replace("</Data>", "<TimeDrift><PlainValue>" + written + "</PlainValue></TimeDrift></Data>");
        assertThat(PskcFiles.read(file, NONE)).extracting(TokenSeed::drift).containsExactly(drift);
    }

    @Test
    void whatIsNotSaidIsSixDigitsAndThirtySeconds() throws IOException {
        String file = CLOCK.replaceFirst("(?s)<AlgorithmParameters>.*</AlgorithmParameters>", "")
                .replaceFirst("(?s)<TimeInterval>.*</TimeInterval>", "");
        assertThat(PskcFiles.read(file, NONE))
                .extracting(TokenSeed::parameters)
                .containsExactly(OtpParameters.STANDARD);
    }

    @Test
    void partsOfOtherNamespacesArePassedOver() throws IOException {
        String file = CLOCK.replace("</Data>", "<x:Own xmlns:x='urn:x'><x:Deep>1</x:Deep></x:Own></Data>")
                .replace("</Key>", "<Extensions><y xmlns='urn:y'/></Extensions></Key>");
        assertThat(PskcFiles.read(file, NONE)).containsExactly(clock(Hash.SHA1));
    }

    /** The MAC was made with {@code openssl dgst -sha1 -mac HMAC}. */
    @Test
    void macUnderTheKeyOfTheValuesWhereTheFileHasNoOther() throws IOException {
        String file = new String(PskcFiles.resource("figure-6.xml"), StandardCharsets.UTF_8)
                .replaceFirst("(?s)<MACKey>.*</MACKey>", "")
                .replace("Su+NvtQfmvfJzF6bmQiJqoLRExc=", "N8Agsfe5A7WQFswmdvL/MHdd3y0=");
        assertThat(PskcFiles.read(file, KEY_OF_FIGURE_6))
                .extracting(TokenSeed::seed)
                .containsExactly(RfcVectorsTest.digits(20));
    }

    /** Encrypted and authenticated with {@code openssl}: 298507 in digits, 961392 in big-endian bytes. */
    @ParameterizedTest
    @CsvSource({
        "AAECAwQFBgcICQoLDA0OD0QKQgbQcu0NvWPjbndf5lg=, PBP90sRwTDxv6QZiaoWZVRyGFCI=, 298507",
        "AAECAwQFBgcICQoLDA0ODzb/2wuQdnHysWRC4X7GDvE=, jWl7Wu5JUoTjNSY0TlEeJvPKNHU=, 961392"
    })
    void encryptedCountersAsOthersWriteThem(String value, String mac, long counter) throws IOException {
        String file = new String(PskcFiles.resource("figure-6.xml"), StandardCharsets.UTF_8)
                .replace(
                        "<PlainValue>0</PlainValue>",
                        "<EncryptedValue><xenc:EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/>"
                                + "<xenc:CipherData><xenc:CipherValue>" + value
                                + "</xenc:CipherValue></xenc:CipherData></EncryptedValue><ValueMAC>" + mac
                                + "</ValueMAC>");
        assertThat(PskcFiles.read(file, KEY_OF_FIGURE_6))
                .extracting(TokenSeed::counter)
                .containsExactly(counter);
    }
}
