// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.core.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;

/**
 * No file breaks the reader of seed files, with whatever key it is opened, takes long, or has its secrets told. An ordinary
 * build runs this on the seeds, files of each format; {@code ./check --fuzz} lets Jazzer look for more.
 */
class SeedFileFuzzTest {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** What opens the seeds of the fuzzer: those of RFC 6030's figures 6 and 7, and lengths that other ciphers want. */
    private static final List<SeedKey> KEYS = new ArrayList<>(List.of(
            new SeedKey.None(),
            new SeedKey.PreShared(Bytes.ofHex("12345678901234567890123456789012")),
            new SeedKey.PreShared(Bytes.ofHex("12345678901234567890123456789012".repeat(2))),
            new SeedKey.PreShared(Bytes.ofHex("123456789012345678901234567890121234567890123456"))));

    @BeforeAll
    static void prepare() throws GeneralSecurityException, IOException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KEYS.add(new SeedKey.Recipient(rsa.generateKeyPair().getPrivate()));
        // Classes are loaded, and instrumented for the fuzzer, before anything is timed.
        byte[] pskc = "<KeyContainer xmlns='urn:ietf:params:xml:ns:keyprov:pskc' Version='1.0'/>"
                .getBytes(StandardCharsets.UTF_8);
        for (SeedKey key : KEYS) {
            read(pskc, key);
        }
    }

    @FuzzTest
    void anyFileIsReadOrRefusedInWords(byte[] file) throws IOException {
        long before = cpuTime();
        for (SeedKey key : KEYS) {
            read(file, key);
        }
        // A password is tried only where the file asks for little work: its author may ask for seconds of it, by
        // design.
        if (!new String(file, StandardCharsets.ISO_8859_1).matches("(?s).*[0-9]{5}\\s*</[^>]*IterationCount.*")) {
            read(file, new SeedKey.Password("qwerty"));
        }
        assertThat(Duration.ofNanos(cpuTime() - before)).isLessThan(LONGEST);
    }

    private static void read(byte[] file, SeedKey key) throws IOException {
        List<TokenSeed> tokens = new ArrayList<>();
        String said = "";
        try {
            SeedFile.read(new ByteArrayInputStream(file), key, tokens::add);
        } catch (SeedFileException refused) {
            said = String.valueOf(refused.getMessage());
            assertThat(said).matches("(?s)line [0-9]+: .{10,}").hasSizeLessThan(600);
            assertThat(refused.line()).isPositive();
        }
        for (TokenSeed token : tokens) {
            String hex = HexFormat.of().formatHex(token.seed().reveal());
            assertThat(said.toLowerCase(Locale.ROOT)).doesNotContain(hex);
            assertThat(token.toString().toLowerCase(Locale.ROOT)).doesNotContain(hex);
        }
        if (tokens.stream().noneMatch(token -> token.serial().contains(","))) {
            assertThat(again(tokens)).hasSameSizeAs(tokens);
        }
    }

    /** Through our own writer and back. */
    private static List<TokenSeed> again(List<TokenSeed> tokens) throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        SeedFile.writeOathCsv(csv, tokens);
        List<TokenSeed> read = new ArrayList<>();
        SeedFile.read(new ByteArrayInputStream(csv.toByteArray()), new SeedKey.None(), read::add);
        return read;
    }

    /** The thread's own, so that a busy machine makes no finding. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
