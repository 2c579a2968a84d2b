// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which format a file has is told by its content; and none of them is trusted. */
class SeedFormatTest {
    private static final String OATH = "GAHT12345678," + SeedFiles.SECRET + ",TOTP,6,30\n";
    private static final String YUBICO = "508326,,0," + SeedFiles.SECRET + ",,2026-11-24T18:55:07,\n";
    private static final String SAFENET = "<Tokens><Token serial='00040008CFA5'><Applications><Application><Seed>"
            + SeedFiles.SECRET + "</Seed><MovingFactor>1</MovingFactor></Application></Applications></Token></Tokens>";
    private static final String ENTRA = """
            upn,serial number,secret key,time interval,manufacturer,model
            zoe@acme.example,GAHT12345678,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,60,Acme,C200
            """;

    @ParameterizedTest
    @ValueSource(strings = {OATH, YUBICO, SAFENET, ENTRA})
    void aFileIsKnownByItsContentBehindMarksAndCommentsToo(String file) throws IOException {
        assertThat(SeedFiles.read(file)).hasSize(1);
        assertThat(SeedFiles.read("\ufeff" + file.replace("\n", "\r\n"))).hasSize(1);
        assertThat(SeedFiles.read((file.startsWith("<") ? "<!-- a -->\n" : "# a\n\n") + file))
                .hasSize(1);
    }

    @Test
    void xmlMayBeUtf16() throws IOException {
        assertThat(SeedFiles.read(SAFENET.getBytes(StandardCharsets.UTF_16), new SeedKey.None()))
                .hasSize(1);
    }

    @Test
    void readsWhatIsPreparedForEntra() throws IOException {
        assertThat(SeedFiles.read(ENTRA.replace("upn,serial", "UPN, Serial")))
                .containsExactly(new TokenSeed(
                        "GAHT12345678",
                        RfcVectorsTest.digits(20),
                        new OtpParameters(Algorithm.TOTP, Hash.SHA1, 6, Duration.ofSeconds(60)),
                        0,
                        0,
                        "Acme"));
        SeedFiles.refused(ENTRA.replace("GEZDG", "1EZDG"), 2, "in base32");
        SeedFiles.refused(ENTRA.replace("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "GEZDGNBV"), 2, "16 to 128 bytes");
        SeedFiles.refused(ENTRA.replace(",60,", ",0,"), 2, "15 or more");
        SeedFiles.refused(ENTRA.replace(",C200", ""), 2, "six columns");
    }

    @ParameterizedTest
    @ValueSource(strings = {OATH, YUBICO, SAFENET, ENTRA})
    void noKeyOpensWhatIsNotEncrypted(String file) {
        for (SeedKey key : List.of(new SeedKey.Password("secret"), new SeedKey.PreShared(Bytes.ofHex("00")))) {
            assertThatExceptionOfType(SeedFileException.class)
                    .isThrownBy(() -> SeedFiles.read(file.getBytes(StandardCharsets.UTF_8), key))
                    .withMessageContaining("no key opens");
        }
    }

    @Test
    void whatIsWrittenAsOathCsvIsReadAgain() throws IOException {
        OtpSeed seed = OtpSeed.of(HexFormat.of().parseHex(SeedFiles.SECRET));
        List<TokenSeed> tokens = List.of(
                new TokenSeed("GAHT12345678", seed, OtpParameters.STANDARD, 0),
                new TokenSeed(
                        "SPID00000001",
                        seed,
                        new OtpParameters(Algorithm.HOTP, Hash.SHA1, 8, Duration.ofSeconds(30)),
                        9),
                new TokenSeed(
                        "GAHT12345679",
                        seed,
                        new OtpParameters(Algorithm.TOTP, Hash.SHA512, 7, Duration.ofSeconds(60)),
                        0));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        SeedFile.writeOathCsv(written, tokens);
        assertThat(SeedFiles.read(written.toByteArray(), new SeedKey.None())).isEqualTo(tokens);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedFile.writeOathCsv(
                        new ByteArrayOutputStream(),
                        List.of(new TokenSeed("GAHT,12345678", seed, OtpParameters.STANDARD, 0))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE Tokens SYSTEM \"file:///etc/passwd\"><Tokens/>",
                "<!DOCTYPE Tokens [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Tokens>&x;</Tokens>",
                "<!DOCTYPE Tokens [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]><Tokens>&b;&b;</Tokens>",
                "<!DOCTYPE Tokens [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\">%p;]><Tokens/>"
            })
    void aDocumentTypeEndsAFileBeforeAnythingIsExpanded(String xml) {
        SeedFiles.refused(xml, 1, "no document type");
    }

    @Test
    void anEntityThatNobodyDeclaredIsRefused() {
        SeedFiles.refused(SAFENET.replace("<Seed>", "<Seed>&x;"), 1, "");
    }

    /** The JDK's parser would write its complaint on standard error. */
    @Test
    void aWrongByteIsRefusedAndNothingIsPrinted() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            byte[] wrong = SAFENET.getBytes(StandardCharsets.UTF_8);
            wrong[SAFENET.indexOf("<Seed>") + 8] = (byte) 0xff;
            SeedFiles.refused(wrong, 1, "not well formed");
            SeedFiles.refused("<?xml version='1.0' encoding='x-none'?><Tokens/>", 1, "encoding that is not known");
        } finally {
            System.setErr(before);
        }
        assertThat(printed.size()).isZero();
    }

    @Test
    void xmlMayNameItsEncoding() throws IOException {
        String latin = "<?xml version='1.0' encoding='ISO-8859-1'?>"
                + SAFENET.replace("<Applications>", "<ProductName>M\u00fcller</ProductName><Applications>");
        assertThat(SeedFiles.read(latin.getBytes(StandardCharsets.ISO_8859_1), new SeedKey.None()))
                .extracting(TokenSeed::maker)
                .containsExactly("M\u00fcller");
    }

    @Test
    void otherXmlIsNoSeedFile() {
        SeedFiles.refused("<html/>", 1, "no seed file of a kind");
        SeedFiles.refused("<Tokens xmlns='urn:other'/>", 1, "no seed file of a kind");
        SeedFiles.refused("<", 1, "not well formed");
        SeedFiles.refused(SAFENET + "<Tokens/>", 1, "not well formed");
        SeedFiles.refused("<!-- only a comment -->", 1, "not well formed");
    }

    @Test
    void notUtf8IsSaidSo() {
        SeedFiles.refused(("# Schl\u00fcssel\n" + OATH).getBytes(StandardCharsets.ISO_8859_1), 1, "not UTF-8");
        SeedFiles.refused((OATH + "\u00fc").getBytes(StandardCharsets.ISO_8859_1), 2, "not UTF-8");
    }

    @Test
    void xmlThatNestsTooDeepIsRefused() {
        SeedFiles.refused("<Tokens><Token serial='00040008CFA5'>" + "<a>".repeat(100_000), 1, "deep");
    }

    /** A file without an end, of one line, one comment, one attribute, one text: no more than a little is ever read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GAHT12345678,",
                "LOGGING START,",
                "<!-- ",
                "<Tokens><!-- ",
                "<Tokens><Token serial='",
                "<Tokens><Token serial='00040008CFA5'><ProductName>",
                "<Tokens><Token serial='00040008CFA5'><Other><![CDATA["
            })
    void aFileWithoutAnEndIsReadALittleAndRefused(String start) {
        AtomicLong given = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                given.incrementAndGet();
                return 'a';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                Arrays.fill(into, offset, offset + length, (byte) 'a');
                given.addAndGet(length);
                return length;
            }
        };
        InputStream file =
                new SequenceInputStream(new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)), endless);
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> SeedFile.read(file, new SeedKey.None(), token -> {}));
        assertThat(given).hasValueLessThan(4 << 20);
    }

    @Test
    void tokensAreHandedOnAsTheyAreRead() {
        int[] handed = {0};
        String broken = OATH + OATH.replace("5678", "5679") + "rubbish\n";
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> SeedFile.read(
                        new ByteArrayInputStream(broken.getBytes(StandardCharsets.UTF_8)),
                        new SeedKey.None(),
                        token -> handed[0]++))
                .satisfies(refused -> assertThat(refused.line()).isEqualTo(3));
        assertThat(handed[0]).isEqualTo(2);
    }
}
