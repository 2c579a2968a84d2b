// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link Pskc} writes {@link SeedFile} reads, and nothing else in its place. */
class PskcRoundTripTest {
    private static final SeedKey KEY = new SeedKey.PreShared(Bytes.ofHex("00112233445566778899aabbccddeeff"));
    private static final Pattern SEALED = Pattern.compile("<(xenc:CipherValue|pskc:ValueMAC)>([^<]+)</");

    private static TokenSeed token(Random random, int number) {
        byte[] secret = new byte[16 + random.nextInt(113)];
        random.nextBytes(secret);
        boolean hotp = random.nextBoolean();
        Hash hash = hotp ? Hash.SHA1 : Hash.values()[random.nextInt(3)];
        Duration period = hotp ? OtpParameters.STANDARD.period() : Duration.ofSeconds(15 + random.nextInt(300));
        return new TokenSeed(
                "SERIAL+=/:,.@-_" + number,
                OtpSeed.of(secret),
                new OtpParameters(hotp ? Algorithm.HOTP : Algorithm.TOTP, hash, 6 + random.nextInt(3), period),
                hotp ? random.nextLong() >>> (2 + random.nextInt(62)) : 0,
                hotp ? 0 : random.nextInt() >> random.nextInt(32),
                random.nextBoolean() ? "M\u00e4ker \ud83d\udd11 <&>\"' " + number : null);
    }

    static List<SeedKey> keys() {
        return PskcWriteTest.keys().toList();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyTokenComesBackTheSame(SeedKey key) throws IOException {
        Random random = new Random(6030);
        List<TokenSeed> tokens =
                IntStream.range(0, 200).mapToObj(i -> token(random, i)).toList();

        assertThat(PskcFiles.read(PskcWriteTest.written(tokens, key), key)).isEqualTo(tokens);
    }

    @Test
    void noByteOfAnEncryptedValueOrOfItsMacCanBeAnother() throws IOException {
        Random random = new Random(1);
        List<TokenSeed> tokens = List.of(
                new TokenSeed("GAHT12345678", RfcVectorsTest.digits(20), OtpParameters.STANDARD, 0, 5, "Gemalto"),
                new TokenSeed(
                        "EVENT-000001",
                        RfcVectorsTest.digits(20),
                        new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, Duration.ofSeconds(30)),
                        77));
        String file = new String(PskcWriteTest.written(tokens, KEY), StandardCharsets.UTF_8);
        int changes = 0;
        for (Matcher value = SEALED.matcher(file); value.find(); ) {
            byte[] bytes = Base64.getDecoder().decode(value.group(2));
            for (int i = 0; i < bytes.length; i++, changes++) {
                byte[] changed = bytes.clone();
                changed[i] ^= (byte) (1 + random.nextInt(255));
                String forged = file.substring(0, value.start(2))
                        + Base64.getEncoder().encodeToString(changed)
                        + file.substring(value.end(2));
                assertThatExceptionOfType(SeedFileException.class)
                        .isThrownBy(() -> PskcFiles.read(forged, KEY))
                        .withMessageMatching("line \\d+: package [12]: .*(MAC|MACKey).*");
            }
        }
        // Two seeds, a drift, a counter, their four MACs and the key of the MAC.
        assertThat(changes).isEqualTo(2 * 48 + 2 * 32 + 4 * 32 + 64);
    }

    @Test
    void noPlainSeedOfAStrangersChoiceGetsIntoAFileThatAKeyOpens() throws IOException {
        String file = new String(PskcWriteTest.written(List.of(token(new Random(3), 1)), KEY), StandardCharsets.UTF_8);
        String plain = file.replaceFirst(
                "(?s)<pskc:Secret>.*?</pskc:Secret>",
                "<pskc:Secret><pskc:PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</pskc:PlainValue></pskc:Secret>");
        assertThat(plain).isNotEqualTo(file);
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> PskcFiles.read(plain, KEY))
                .withMessageContaining("its Secret is plain");
    }

    @Test
    void noChangeOfOneByteOfAFileDoesMoreThanToBeRefusedOrToLeaveTheSeeds() throws IOException {
        Random random = new Random(2);
        for (byte[] file :
                List.of(PskcFiles.resource("figure-6.xml"), PskcWriteTest.written(List.of(token(random, 1)), KEY))) {
            SeedKey key = new String(file, StandardCharsets.UTF_8).contains("987654321")
                    ? SeedKey.ofHex("12345678901234567890123456789012")
                    : KEY;
            OtpSeed seed = PskcFiles.read(file, key).get(0).seed();
            List<OtpSeed> read = new ArrayList<>();
            for (int i = 0; i < file.length; i++) {
                byte[] changed = file.clone();
                changed[i] ^= (byte) (1 << random.nextInt(8));
                try {
                    PskcFiles.read(changed, key).forEach(token -> read.add(token.seed()));
                } catch (SeedFileException refused) {
                    assertThat(refused).hasNoCause();
                }
            }
            assertThat(read).isNotEmpty().containsOnly(seed);
        }
    }
}
