// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and private keys as OpenSSL writes them. */
class ServerCertificateUploadTest {
    @TempDir
    private static Path directory;

    private static OpenSsl openssl;

    /** OpenSSL knows no other time. */
    private final Instant now = Instant.now().plus(Duration.ofMinutes(1));

    @BeforeAll
    static void makeKeys() {
        openssl = new OpenSsl(directory);
        openssl.run("genrsa", "-traditional", "-out", "rsa.key", "2048");
        openssl.run("ecparam", "-name", "secp384r1", "-genkey", "-out", "ec.key");
        openssl.run("genpkey", "-algorithm", "ed25519", "-out", "ed25519.key");
        openssl.run("ecparam", "-name", "secp256k1", "-genkey", "-out", "bitcoin.key");
        openssl.selfSigned("rsa").selfSigned("ec").selfSigned("ed25519");
        for (String name : new String[] {"rsa", "ec"}) {
            openssl.run("pkcs8", "-topk8", "-nocrypt", "-in", name + ".key", "-out", name + ".p8");
            openssl.run("pkcs8", "-topk8", "-passout", "pass:soap", "-in", name + ".key", "-out", name + ".enc");
        }
        openssl.run("rsa", "-traditional", "-aes128", "-passout", "pass:soap", "-in", "rsa.key", "-out", "rsa.old");
    }

    private ServerCertificateUpload check(String certificate, String key) {
        return ServerCertificateUpload.check(openssl.text(certificate), openssl.text(key), null, now);
    }

    @Test
    void everyUnencryptedFormIsRead() {
        assertThat(openssl.text("rsa.key")).contains("BEGIN RSA PRIVATE KEY");
        assertThat(openssl.text("ec.key")).contains("BEGIN EC PARAMETERS", "BEGIN EC PRIVATE KEY");
        assertThat(check("rsa.crt", "rsa.key")).isEqualTo(check("rsa.crt", "rsa.p8"));
        assertThat(check("ec.crt", "ec.key")).isEqualTo(check("ec.crt", "ec.p8"));
        assertThat(check("rsa.crt", "rsa.key").body()).isEqualTo(openssl.text("rsa.crt"));
        assertThat(check("rsa.crt", "rsa.key").expiration())
                .isBetween(now.plus(Duration.ofDays(3649)), now.plus(Duration.ofDays(3650)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.enc", "rsa.old", "ec.enc", "ed25519.key", "bitcoin.key", "rsa.crt"})
    void encryptedAndOtherKeysAreMalformed(String key) {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> check("rsa.crt", key))
                .withMessage("Unable to parse private key. Please ensure the private key is in PEM format.")
                .withNoCause()
                .matches(refused -> refused.kind() == Kind.MALFORMED_CERTIFICATE);
    }

    @Test
    void aCertificateOfAnotherKindMatchesNoKey() {
        for (String[] pair :
                new String[][] {{"ed25519.crt", "rsa.key"}, {"ed25519.crt", "ec.key"}, {"rsa.crt", "ec.key"}}) {
            assertThatExceptionOfType(IamException.class)
                    .isThrownBy(() -> check(pair[0], pair[1]))
                    .matches(refused -> refused.kind() == Kind.KEY_PAIR_MISMATCH);
        }
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(Pem.read(openssl.text("rsa.key"))).hasToString("[Pem[RSA PRIVATE KEY]]");
        assertThat(ServerKey.read(openssl.text("rsa.key"))).hasToString("ServerKey[hidden]");
    }
}
