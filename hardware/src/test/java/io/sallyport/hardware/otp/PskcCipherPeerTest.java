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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cipher, as programs write it that nobody here wrote. */
class PskcCipherPeerTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    /** Wrapping ciphers take multiples of eight bytes, padded ones any. */
    private static final int WHOLE_BLOCKS = 24;

    private static final int NO_WHOLE_BLOCKS = 21;

    private static final String RSA_1_5 = "http://www.w3.org/2001/04/xmlenc#rsa-1_5";
    private static final String NAME = "<ds:KeyName>peer</ds:KeyName>";

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] written(String script, String... arguments) throws IOException {
        String program = new String(PskcFiles.resource(script), StandardCharsets.UTF_8);
        List<String> command = Stream.concat(Stream.of("/usr/bin/python3", "-c", program), Arrays.stream(arguments))
                .toList();
        return PskcPeer.answer(command, new byte[0]).getBytes(StandardCharsets.UTF_8);
    }

    private static List<TokenSeed> expected(byte[] seed) {
        return List.of(
                new TokenSeed(
                        "PEER00000001",
                        OtpSeed.of(seed),
                        new OtpParameters(Algorithm.TOTP, Hash.SHA256, 8, Duration.ofSeconds(60)),
                        0,
                        9,
                        "Peer"),
                new TokenSeed(
                        "PEER00000002",
                        OtpSeed.of(seed),
                        new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, Duration.ofSeconds(30)),
                        300,
                        0,
                        "Peer"));
    }

    @ParameterizedTest
    @CsvSource({
        "aes128-cbc, 16",
        "aes192-cbc, 24",
        "aes256-cbc, 32",
        "kw-aes128, 16",
        "kw-aes192, 24",
        "kw-aes256, 32",
        "tripledes-cbc, 16",
        "tripledes-cbc, 24",
        "kw-tripledes, 16",
        "kw-tripledes, 24"
    })
    void preSharedKey(String cipher, int keyBytes) throws IOException {
        byte[] key = random(keyBytes);
        byte[] seed = random(WHOLE_BLOCKS);
        byte[] file = written("by-python-pskc.py", "KEY", cipher, HEX.formatHex(key), "", HEX.formatHex(seed));

        assertThat(PskcFiles.read(file, new SeedKey.PreShared(Bytes.of(key)))).isEqualTo(expected(seed));
        key[0] ^= (byte) 0x80;
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> PskcFiles.read(file, new SeedKey.PreShared(Bytes.of(key))))
                .withMessageContaining("package 1: ");
    }

    @ParameterizedTest
    @CsvSource({
        "aes128-cbc, ''",
        "aes128-cbc, hmac-sha1",
        "aes192-cbc, hmac-sha256",
        "aes256-cbc, hmac-sha512",
        "kw-aes256, hmac-sha384",
        "tripledes-cbc, hmac-sha224"
    })
    void password(String cipher, String prf) throws IOException {
        byte[] seed = random(WHOLE_BLOCKS);
        byte[] file = written("by-python-pskc.py", "PASSWORD", cipher, "pässword", prf, HEX.formatHex(seed));

        assertThat(PskcFiles.read(file, new SeedKey.Password("pässword"))).isEqualTo(expected(seed));
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> PskcFiles.read(file, new SeedKey.Password("password")))
                .withMessageContaining("package 1: ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.w3.org/2009/xmlenc11#aes128-gcm, 16",
        "http://www.w3.org/2009/xmlenc11#aes192-gcm, 24",
        "http://www.w3.org/2009/xmlenc11#aes256-gcm, 32",
        "http://www.w3.org/2009/xmlenc11#kw-aes-128-pad, 16",
        "http://www.w3.org/2009/xmlenc11#kw-aes-192-pad, 24",
        "http://www.w3.org/2001/04/xmlenc#kw-aes256-pad, 32"
    })
    void newerCiphersThatProveIntegrity(String uri, int keyBytes) throws IOException {
        byte[] key = random(keyBytes);
        byte[] seed = random(NO_WHOLE_BLOCKS);
        byte[] file = written("by-cryptography.py", uri, HEX.formatHex(key), HEX.formatHex(seed));

        assertThat(PskcFiles.read(file, new SeedKey.PreShared(Bytes.of(key))))
                .containsExactly(new TokenSeed("PEER00000001", OtpSeed.of(seed), OtpParameters.STANDARD, 0));
        key[1] ^= 1;
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> PskcFiles.read(file, new SeedKey.PreShared(Bytes.of(key))))
                .withMessageEndingWith("it was changed, or the key is not the file's");
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.w3.org/2001/04/xmlenc#rsa-1_5, '', '', ''",
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p, sha1, sha1, ''",
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p, sha256, sha1, label",
        "http://www.w3.org/2009/xmlenc11#rsa-oaep, sha256, sha256, ''",
        "http://www.w3.org/2009/xmlenc11#rsa-oaep, sha384, sha512, label",
        "http://www.w3.org/2009/xmlenc11#rsa-oaep, sha512, sha1, ''"
    })
    void certificate(String uri, String digest, String mask, String label)
            throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        byte[] seed = random(NO_WHOLE_BLOCKS);
        String publicKey = HEX.formatHex(pair.getPublic().getEncoded());
        byte[] file = written("by-cryptography.py", uri, publicKey, HEX.formatHex(seed), digest, mask, label);

        assertThat(PskcFiles.read(file, new SeedKey.Recipient(pair.getPrivate())))
                .containsExactly(new TokenSeed("PEER00000001", OtpSeed.of(seed), OtpParameters.STANDARD, 0));
        KeyPair other = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> PskcFiles.read(file, new SeedKey.Recipient(other.getPrivate())))
                .withMessageContaining("package 1: its Secret ");
    }

    @Test
    void certificateThatTheFileShows(@TempDir Path directory) throws IOException, GeneralSecurityException {
        SeedKey key = selfSigned(directory);
        String pem = Files.readString(directory.resolve("certificate.pem"));
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        byte[] seed = random(NO_WHOLE_BLOCKS);
        String publicKey = HEX.formatHex(certificate.getPublicKey().getEncoded());
        String file = new String(
                        written("by-cryptography.py", RSA_1_5, publicKey, HEX.formatHex(seed)), StandardCharsets.UTF_8)
                .replace(
                        NAME,
                        "<ds:X509Data><ds:X509Certificate>" + pem.replaceAll("-----[A-Z ]+-----", "")
                                + "</ds:X509Certificate></ds:X509Data>");

        assertThat(PskcFiles.read(file, key))
                .containsExactly(new TokenSeed("PEER00000001", OtpSeed.of(seed), OtpParameters.STANDARD, 0));
        KeyPair other = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> PskcFiles.read(file, new SeedKey.Recipient(other.getPrivate())))
                .withMessageEndingWith(
                        "the private key is not that of the file's certificate, the key named \"CN=maker\"");
    }

    /** XML Encryption's EncryptedKey: the values' key, encrypted under that of the reader. */
    @Test
    void keyThatTravelsInTheFile() throws IOException, GeneralSecurityException {
        byte[] key = random(16);
        byte[] seed = random(NO_WHOLE_BLOCKS);
        String gcm = "http://www.w3.org/2009/xmlenc11#aes128-gcm";
        String file = new String(
                written("by-cryptography.py", gcm, HEX.formatHex(key), HEX.formatHex(seed)), StandardCharsets.UTF_8);
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, pair.getPublic());
        byte[] wrapping = random(32);
        Cipher wrap = Cipher.getInstance("AESWrap");
        wrap.init(Cipher.WRAP_MODE, new SecretKeySpec(wrapping, "AES"));
        String kw = "http://www.w3.org/2001/04/xmlenc#kw-aes256";

        TokenSeed token = new TokenSeed("PEER00000001", OtpSeed.of(seed), OtpParameters.STANDARD, 0);
        assertThat(PskcFiles.read(
                        file.replace(NAME, encryptedKey(RSA_1_5, rsa.doFinal(key))),
                        new SeedKey.Recipient(pair.getPrivate())))
                .containsExactly(token);
        String wrapped = file.replace(NAME, encryptedKey(kw, wrap.wrap(new SecretKeySpec(key, "AES"))));
        assertThat(PskcFiles.read(wrapped, new SeedKey.PreShared(Bytes.of(wrapping))))
                .containsExactly(token);
        for (SeedKey wrong : List.of(new SeedKey.PreShared(Bytes.of(random(32))), new SeedKey.PreShared(Bytes.of(key)),
                new SeedKey.Recipient(pair.getPrivate()), new SeedKey.Password("qwerty"))) {
            assertThatExceptionOfType(SeedFileException.class)
                    .isThrownBy(() -> PskcFiles.read(wrapped, wrong))
                    .withMessageContaining("package 1: ");
        }
    }

    private static String encryptedKey(String uri, byte[] value) {
        return "<xenc:EncryptedKey><xenc:EncryptionMethod Algorithm='" + uri + "'/><xenc:CipherData><xenc:CipherValue>"
                + Base64.getEncoder().encodeToString(value)
                + "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>";
    }

    private static SeedKey selfSigned(Path directory) throws IOException {
        PskcPeer.answer(
                List.of(
                        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=maker", "-keyout",
                        directory.resolve("key.pem").toString(), "-out",
                        directory.resolve("certificate.pem").toString()),
                new byte[0]);
        return SeedKey.ofFile(Files.readAllBytes(directory.resolve("key.pem")));
    }

    /** The one tool that writes what it read; it signs, and our own plain container is what it reads. */
    @Test
    void containerThatPskctoolSigned(@TempDir Path directory) throws IOException {
        selfSigned(directory);
        List<TokenSeed> tokens = List.of(
                new TokenSeed("GAHT12345678", OtpSeed.of(random(20)), OtpParameters.STANDARD, 0, -2, "Maker"),
                new TokenSeed("GAHT12345679", OtpSeed.of(random(20)), OtpParameters.STANDARD, 0, 0, "Maker"));
        byte[] signed = PskcPeer.pskctool(
                        PskcWriteTest.written(tokens, new SeedKey.None()),
                        "--sign",
                        "--sign-key",
                        directory.resolve("key.pem").toString(),
                        "--sign-crt",
                        directory.resolve("certificate.pem").toString())
                .getBytes(StandardCharsets.UTF_8);

        assertThat(new String(signed, StandardCharsets.UTF_8)).contains("SignatureValue");
        assertThat(PskcFiles.read(signed, new SeedKey.None())).isEqualTo(tokens);
    }
}
