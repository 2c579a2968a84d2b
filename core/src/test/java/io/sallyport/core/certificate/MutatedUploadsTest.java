// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes somebody uploads, they are taken or refused in AWS's words, soon. */
class MutatedUploadsTest {
    private static final int TIMES = 4000;

    @TempDir
    private static Path directory;

    private static String certificate;
    private static String key;
    private static String curveCertificate;
    private static String curveKey;

    /** Seeded: the mutations are the same in every run. */
    private final Random random = new Random(20_261_124);

    /** OpenSSL knows no other time. */
    private final Instant now = Instant.now().plus(Duration.ofMinutes(1));

    private final Map<Kind, Integer> refusals = new EnumMap<>(Kind.class);

    @BeforeAll
    static void makeSeeds() {
        OpenSsl openssl = new OpenSsl(directory);
        openssl.run("genrsa", "-traditional", "-out", "rsa.key", "2048");
        openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ec.key");
        openssl.selfSigned("rsa").selfSigned("ec");
        certificate = openssl.text("rsa.crt");
        key = openssl.text("rsa.key");
        curveCertificate = openssl.text("ec.crt");
        curveKey = openssl.text("ec.key");
    }

    /** Damages the text, or what its blocks hold, which comes further in a parser. */
    private String mutated(String text) {
        List<Pem> blocks = Pem.read(text);
        if (!blocks.isEmpty() && random.nextInt(4) > 0) {
            Pem block = blocks.get(0);
            return Pem.write(block.label(), mutated(block.der()));
        }
        return new String(mutated(text.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            // Most of what decides how the rest is read stands at the beginning.
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 60));
            bytes[at] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1) : bytes;
    }

    private String garbage() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void upload(Set<Kind> possible, String text, Consumer<String> reader) {
        try {
            reader.accept(text);
        } catch (IamException refused) {
            assertThat(possible).as(text).contains(refused.kind());
            refusals.merge(refused.kind(), 1, Integer::sum);
        }
    }

    @Test
    void mutatedSshKeys() {
        Set<Kind> possible = Set.of(Kind.INVALID_PUBLIC_KEY, Kind.UNRECOGNIZED_PUBLIC_KEY_ENCODING);
        for (int i = 0; i < TIMES; i++) {
            upload(possible, mutated(SshRsaKeyTest.SSH), SshRsaKey::read);
            upload(possible, mutated(SshRsaKeyTest.PEM), SshRsaKey::read);
            upload(possible, garbage(), SshRsaKey::read);
        }
        assertThat(refusals).containsOnlyKeys(possible);
    }

    @Test
    void mutatedSigningCertificates() {
        Set<Kind> possible = Set.of(Kind.MALFORMED_CERTIFICATE, Kind.INVALID_CERTIFICATE);
        for (int i = 0; i < TIMES; i++) {
            upload(possible, mutated(certificate), text -> SigningCertificateUpload.check(text, now));
            upload(possible, garbage(), text -> SigningCertificateUpload.check(text, now));
        }
        assertThat(refusals).containsOnlyKeys(possible);
    }

    @Test
    void mutatedServerCertificatesKeysAndChains() {
        Set<Kind> possible = Set.of(Kind.MALFORMED_CERTIFICATE, Kind.KEY_PAIR_MISMATCH);
        for (int i = 0; i < TIMES; i++) {
            boolean onCurve = random.nextBoolean();
            String body = onCurve ? curveCertificate : certificate;
            String secret = onCurve ? curveKey : key;
            upload(possible, mutated(body), text -> ServerCertificateUpload.check(text, secret, null, now));
            upload(possible, mutated(secret), text -> ServerCertificateUpload.check(body, text, null, now));
            upload(possible, mutated(body), text -> ServerCertificateUpload.check(body, secret, text, now));
        }
        assertThat(refusals).containsOnlyKeys(possible);
    }

    /** As deep as the longest upload can be. */
    @Test
    void boxesWithinBoxes() {
        byte[] nested = new byte[12_000];
        for (int at = 0; at + 4 <= nested.length; at += 4) {
            int inside = nested.length - at - 4;
            nested[at] = 0x30;
            nested[at + 1] = (byte) 0x82;
            nested[at + 2] = (byte) (inside >> 8);
            nested[at + 3] = (byte) inside;
        }
        Set<Kind> possible = Set.of(Kind.MALFORMED_CERTIFICATE, Kind.INVALID_PUBLIC_KEY);
        for (String label : List.of("PUBLIC KEY", "RSA PUBLIC KEY")) {
            upload(possible, Pem.write(label, nested), SshRsaKey::read);
        }
        upload(possible, Pem.write("CERTIFICATE", nested), text -> SigningCertificateUpload.check(text, now));
        for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")) {
            upload(possible, Pem.write(label, nested), ServerKey::read);
        }
        assertThat(refusals).containsEntry(Kind.MALFORMED_CERTIFICATE, 4).containsEntry(Kind.INVALID_PUBLIC_KEY, 2);
    }
}
