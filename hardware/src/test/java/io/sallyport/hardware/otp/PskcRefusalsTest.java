// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.OtpParameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One clear error for whatever may be wrong with a container, and nothing of its seeds in it. */
class PskcRefusalsTest {
    private static final SeedKey NONE = new SeedKey.None();
    private static final SeedKey KEY = new SeedKey.PreShared(Bytes.ofHex("00112233445566778899aabbccddeeff"));
    private static final String SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=";

    private static final String PLAIN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
              <KeyPackage>
                <DeviceInfo><Manufacturer>Maker</Manufacturer><SerialNo>GOOD00000001</SerialNo></DeviceInfo>
                <Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
                  <Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret></Data>
                </Key>
              </KeyPackage>
              <KeyPackage>
                <DeviceInfo><SerialNo>GAHT12345678</SerialNo></DeviceInfo>
                <Key Id="2" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
                  <AlgorithmParameters>
                    <Suite>HMAC-SHA256</Suite>
                    <ResponseFormat Encoding="DECIMAL" Length="8"/>
                  </AlgorithmParameters>
                  <Data>
                    <Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>
                    <Time><PlainValue>0</PlainValue></Time>
                    <TimeInterval><PlainValue>60</PlainValue></TimeInterval>
                    <TimeDrift><PlainValue>-4</PlainValue></TimeDrift>
                  </Data>
                  <Policy><KeyUsage>OTP</KeyUsage></Policy>
                </Key>
              </KeyPackage>
            </KeyContainer>
            """;

    private static void refused(String file, SeedKey key, String pattern) {
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> PskcFiles.read(file, key))
                .withMessageMatching(pattern)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET, "12345678901234567890"))
                .withNoCause();
    }

    private static String changed(String file, String what, String to) {
        assertThat(file).contains(what);
        int last = file.lastIndexOf(what);
        return file.substring(0, last) + to + file.substring(last + what.length());
    }

    @Test
    void theFileItselfIsRight() throws IOException {
        assertThat(PskcFiles.read(PLAIN, NONE)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <SerialNo>GAHT12345678</SerialNo> | | it has no SerialNo
            GAHT12345678 | short | a serial is 9 to 256 .*
            GAHT12345678 | GAHT 1234567 | a serial is 9 to 256 .*
            pskc:totp | pskc:ocra | its key is for challenge and response \\(OCRA\\).*
            pskc:totp | pskc#OCRA-1:HOTP-SHA1-6:QN08 | its key is for challenge and response \\(OCRA\\).*
            pskc:totp | pskc:pin | its key is a PIN.*
            urn:ietf:params:xml:ns:keyprov:pskc:totp | http://www.yubico.com/#yubikey-aes | .*neither HOTP nor TOTP
            urn:ietf:params:xml:ns:keyprov:pskc:totp | http://example.com/#totp | .*neither HOTP nor TOTP
            HMAC-SHA256 | HMAC-MD5 | its Suite is none of SHA1, SHA256 and SHA512
            Length="8" | Length="9" | its codes are not of 6, 7 or 8 decimal digits
            Length="8" | | its codes are not of 6, 7 or 8 decimal digits
            DECIMAL | HEXADECIMAL | its codes are not of 6, 7 or 8 decimal digits
            Length="8" | Length="8" CheckDigits="true" | its codes end in a check digit
            <PlainValue>60</PlainValue> | <PlainValue>14</PlainValue> | a time step is 15 or more .*
            <PlainValue>60</PlainValue> | <PlainValue>99999999999</PlainValue> | its TimeInterval has more than 32 bits
            <PlainValue>60</PlainValue> | <PlainValue>one minute</PlainValue> | its TimeInterval is not a number
            <PlainValue>60</PlainValue> | <PlainValue/> | its TimeInterval is not a number
            <PlainValue>-4</PlainValue> | <PlainValue>9999999999999999999</PlainValue> | its TimeDrift is not a number
            MTIzNDU2Nzg5MDEyMzQ1Njc4OTA= | MTIzNDU2Nzg5MDEy | its Secret has 12 bytes, and not 16 to 128
            MTIzNDU2Nzg5MDEyMzQ1Njc4OTA= | | its Secret has 0 bytes, and not 16 to 128
            MTIzNDU2Nzg5MDEyMzQ1Njc4OTA= | not base64! | a value is not base64
            <KeyUsage>OTP</KeyUsage> | <KeyUsage>CR</KeyUsage> | its policy does not let the key make one-time codes
            <KeyUsage>OTP</KeyUsage> | <PINPolicy PINUsageMode="Append"/> | its policy wants a PIN .*
            <KeyUsage>OTP</KeyUsage> | <NumberOfTransactions>5</NumberOfTransactions> | its policy limits .*
            <KeyUsage>OTP</KeyUsage> | <x:Own xmlns:x="urn:x"/> | its policy has a part that is not known here
            <Time>  | <Secret><PlainValue>AA==</PlainValue></Secret><Time> | it has two of Secret
            <Time>  | <Time><PlainValue>0</PlainValue> | a value is one PlainValue or one EncryptedValue
            </Key>  | </Key><Key Id="3"/> | a package holds one Key
            """)
    void namesThePackageAndTheRule(String what, String to, String rule) {
        refused(changed(PLAIN, what, to == null ? "" : to), NONE, "line 9: package 2: " + rule);
    }

    @Test
    void namesTheLineOfARepeatedSerial() {
        refused(changed(PLAIN, "GAHT12345678", "GOOD00000001"), NONE, "line 9: the serial is that of line 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            </KeyContainer> | | .*not well formed
            </KeyContainer> | </KeyContainer><more/> | .*not well formed
            </Secret> | </Secrets> | .*not well formed
            <Time> | <Time>&amp;&#0; | .*not well formed
            <Time> | <Time>&unknown; | line 1.*
            keyprov:pskc"> | keyprov:pskc:1.0"> | .*another namespace than RFC 6030's.*
            Version="1.0" xmlns | Version="2.0" xmlns | .*a KeyContainer is of Version 1.0
            Version="1.0" xmlns | xmlns | .*a KeyContainer is of Version 1.0
            <KeyContainer  | <!DOCTYPE KeyContainer SYSTEM "file:///etc/passwd"><KeyContainer  | .*no document type.*
            </KeyContainer> | <Device/></KeyContainer> | .*has a part that RFC 6030 does not know
            </KeyContainer> | <EncryptionKey/></KeyContainer> | .*before every KeyPackage
            </KeyContainer> | <MACMethod Algorithm="x"/></KeyContainer> | .*before every KeyPackage
            """)
    void refusesABrokenContainer(String what, String to, String pattern) {
        refused(changed(PLAIN, what, to == null ? "" : to), NONE, pattern);
    }

    @Test
    void refusesAContainerOfNothing() {
        refused(
                "<KeyContainer Version='1.0' xmlns='urn:ietf:params:xml:ns:keyprov:pskc'/>",
                NONE,
                "line 1: a KeyContainer has at least one KeyPackage");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            #aes128-cbc | #arcfour | .*package 1: a value is encrypted with a cipher that is not known here
            #aes128-cbc | #aes256-cbc | .*package 1: .*
            #hmac-sha256 | #hmac-md5 | .*MACMethod names a MAC that is not known here
            pskc:ValueMAC | pskc:Other | .*
            ("(?s)<pskc:ValueMAC>.*?</pskc:ValueMAC>") | | .*package 1: its Secret has no MAC
            ("(?s)<pskc:MACMethod.*?</pskc:MACMethod>") | | .*package 1: .*has a MAC, but the file names no MACMethod
            ("(?s)<pskc:MACKey>.*?</pskc:MACKey>") | | .*package 1: the MAC of its Secret is wrong: it was changed, or .*
            ("(?s)<pskc:MACKey>.*?</pskc:MACKey>") | <pskc:MACKeyReference>k</pskc:MACKeyReference> | .*not in the file
            ("(?s)<xenc:CipherData>.*?</xenc:CipherData>") | | .*an encrypted value has .*
            """)
    void refusesWhatProvesNothing(String what, String to, String pattern) throws IOException {
        String file = new String(
                PskcWriteTest.written(
                        List.of(new TokenSeed(
                                "GAHT12345678", RfcVectorsTest.digits(20), OtpParameters.STANDARD, 0, 3, null)),
                        KEY),
                StandardCharsets.UTF_8);
        String regex =
                what.startsWith("(\"") ? what.substring(2, what.length() - 2) : java.util.regex.Pattern.quote(what);
        String broken = file.replaceAll(regex, to == null ? "" : to);
        assertThat(broken).isNotEqualTo(file);
        refused(broken, KEY, pattern);
    }

    @Test
    void cbcWithoutAnyMacIsNotOpened() throws IOException {
        String file = new String(PskcFiles.resource("figure-6.xml"), StandardCharsets.UTF_8)
                .replaceAll("(?s)<MACMethod.*</MACMethod>", "")
                .replaceAll("(?s)<ValueMAC.*</ValueMAC>", "");
        refused(file, SeedKey.ofHex("12345678901234567890123456789012"), ".*is encrypted in CBC mode and has no MAC.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10000001", "2147483648", "many"})
    void passwordIsNotDerivedForever(String iterations) throws IOException {
        String file = new String(PskcFiles.resource("figure-7.xml"), StandardCharsets.UTF_8)
                .replace(">1000<", ">" + iterations + "<");
        refused(file, new SeedKey.Password("qwerty"), "line \\d+: IterationCount is 1 to 10000000");
    }

    @Test
    void laughsAreNotExpanded() {
        StringBuilder file = new StringBuilder("<!DOCTYPE KeyContainer [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            file.append("<!ENTITY a" + i + " '&a" + (i - 1) + ";&a" + (i - 1) + ";'>");
        }
        refused(
                file + "]>" + PLAIN.substring(PLAIN.indexOf("<KeyContainer")).replace("Maker", "&a29;"),
                NONE,
                ".*no document type.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manufacturer", "SerialNo", "PlainValue", "Suite", "KeyUsage"})
    void nothingIsLongerThanItCanBe(String element) {
        refused(changed(PLAIN, "<" + element + ">", "<" + element + ">" + "A".repeat(20_000)), NONE, ".*longer than.*");
    }

    @Test
    void anElementWithoutAnEndIsNotReadIntoMemory() {
        String start = PLAIN.substring(0, PLAIN.indexOf("Maker"));
        for (String endless : List.of("<a b='", "<!--", "<?x ", "text")) {
            InputStream file = new SequenceInputStream(
                    new ByteArrayInputStream((start + endless).getBytes(StandardCharsets.UTF_8)), new Endless());
            assertThatExceptionOfType(SeedFileException.class).isThrownBy(() -> SeedFile.read(file, NONE, token -> {}));
        }
    }

    @Test
    void aFailingFileIsNotABrokenOne() {
        InputStream file = new SequenceInputStream(
                new ByteArrayInputStream(PLAIN.substring(0, 300).getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk is gone");
                    }
                });
        assertThatIOException()
                .isThrownBy(() -> SeedFile.read(file, NONE, token -> {}))
                .withMessage("the disk is gone");
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'a';
        }
    }
}
