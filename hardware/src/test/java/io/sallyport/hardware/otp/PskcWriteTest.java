// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Pskc} writes, as programs read it that nobody here wrote. */
class PskcWriteTest {
    private static final OtpSeed SEED = RfcVectorsTest.digits(20);
    private static final String HEX = "3132333435363738393031323334353637383930";
    private static final List<TokenSeed> TOKENS = List.of(
            new TokenSeed("GAHT12345678", SEED, OtpParameters.STANDARD, 0, 0, "Gemalto & <Söhne>"),
            new TokenSeed(
                    "SURE00000001",
                    RfcVectorsTest.digits(32),
                    new OtpParameters(Algorithm.TOTP, Hash.SHA256, 8, Duration.ofSeconds(60)),
                    0,
                    7,
                    null),
            new TokenSeed(
                    "EVENT-000001",
                    SEED,
                    new OtpParameters(Algorithm.HOTP, Hash.SHA1, 7, Duration.ofSeconds(30)),
                    123_456_789_012L,
                    0,
                    "SurePassID"));

    static byte[] written(Iterable<TokenSeed> tokens, SeedKey key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Pskc.write(out, tokens, key, new SecureRandom());
        return out.toByteArray();
    }

    static Stream<SeedKey> keys() {
        return Stream.of(
                new SeedKey.None(),
                new SeedKey.PreShared(Bytes.ofHex("00112233445566778899aabbccddeeff")),
                new SeedKey.PreShared(Bytes.of("a key of twenty-4 bytes!".getBytes(StandardCharsets.UTF_8))),
                new SeedKey.PreShared(Bytes.of("a key of thirty-2 bytes, no less".getBytes(StandardCharsets.UTF_8))),
                new SeedKey.Password("correct hörse"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anotherReaderDecryptsWhatWeWriteAndFindsItsMacRight(SeedKey key) throws IOException {
        assertThat(PskcPeer.python(written(TOKENS, key), key))
                .containsExactly(
                        "GAHT12345678 Gemalto & <Söhne> " + HEX + " totp None 6 None 30 None",
                        "SURE00000001 None " + HEX + HEX.substring(0, 24) + " totp HMAC-SHA256 8 None 60 7",
                        "EVENT-000001 SurePassID " + HEX + " hotp None 7 123456789012 None None");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void pskctoolFindsItValid(SeedKey key) throws IOException {
        // Of an encrypted value it warns, since it decrypts none; its schema knows it all the same.
        assertThat(PskcPeer.pskctool(written(TOKENS, key), "--validate").lines())
                .last()
                .isEqualTo("OK");
    }

    @Test
    void pskctoolReadsPlainContainers() throws IOException {
        String info = PskcPeer.pskctool(written(TOKENS, new SeedKey.None()), "--info", "--strict");
        assertThat(info.lines().map(String::strip))
                .contains(
                        "Manufacturer: Gemalto & <Söhne>",
                        "SerialNo: GAHT12345678",
                        "Key Secret (base64): MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=",
                        "Key TimeInterval: 60",
                        "Key TimeDrift: 7",
                        "Key Counter: 123456789012");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00112233445566778899aabbccddeeff00"})
    void aPreSharedKeyIsOneOfAes(String hex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(TOKENS, new SeedKey.PreShared(Bytes.ofHex(hex))))
                .withMessageContaining("16, 24 or 32 bytes");
    }

    @Test
    void aMakersNameNeverBreaksTheFile() throws IOException {
        TokenSeed token = new TokenSeed("GAHT12345678", SEED, OtpParameters.STANDARD, 0, 0, "a\u0000b\ud800c\uffff");
        assertThat(PskcPeer.python(written(List.of(token), new SeedKey.None()), new SeedKey.None()))
                .containsExactly("GAHT12345678 abc " + HEX + " totp None 6 None 30 None");
    }
}
