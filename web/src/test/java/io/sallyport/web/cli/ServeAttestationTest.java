// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.metadata.MetadataBlob;
import io.sallyport.simulators.fido.metadata.ModelStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is told to believe what cannot be believed does not start, and says why in a line. */
@Timeout(60)
class ServeAttestationTest {
    private static final InstantSource NOW = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration YEARS = Duration.ofDays(40 * 365);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path store;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void init() {
        StringWriter told = new StringWriter();
        int exit = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(told, true),
                "init",
                "--data",
                store.toString(),
                "--format",
                "json");
        assertThat(exit).as(told.toString()).isZero();
    }

    private void assertRefused(int exit, String words, Object... options) {
        List<String> args = new ArrayList<>(List.of("serve", "--data", store.toString(), "--port", "0"));
        for (Object option : options) {
            args.add(option.toString());
        }
        assertThat(Main.run(new PrintWriter(out), new PrintWriter(err, true), args.toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(exit);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).hasLineCount(1).contains(words).doesNotContain("Exception", "unexpected");
    }

    private AttestationAuthority maker(String name, InstantSource since) {
        return AttestationAuthority.in(directory.resolve(name), since, RANDOM);
    }

    private Path blob(AttestationAuthority signer, InstantSource on) throws IOException {
        return write(
                "blob.jwt",
                MetadataBlob.by(signer, on, RANDOM)
                        .with(Products.YUBIKEY_5_4, ModelStatus.FIDO_CERTIFIED_L1)
                        .sign());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Path pem(X509Certificate certificate) throws IOException, CertificateEncodingException {
        return write(
                "certificate.pem",
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @Test
    void metadataOutOfDate() throws Exception {
        AttestationAuthority maker = maker("maker", NOW);
        Path old = blob(maker, () -> NOW.instant().minus(Duration.ofDays(31)));
        assertRefused(
                1,
                "blob.jwt: it is out of date since ",
                "--trust-simulators",
                "--simulator-authority",
                directory.resolve("maker"),
                "--fido-metadata",
                old);
    }

    @Test
    void metadataSignedUnderACertificateThatExpired() throws Exception {
        AttestationAuthority maker = maker("maker", () -> NOW.instant().minus(YEARS));
        assertRefused(
                1,
                "blob.jwt: its certificates do not lead to the root: ",
                "--trust-simulators",
                "--simulator-authority",
                directory.resolve("maker"),
                "--fido-metadata",
                blob(maker, NOW));
    }

    @Test
    void metadataOfASimulatedMakerWithoutTheFlagAndOfAnother() throws Exception {
        Path blob = blob(maker("maker", NOW), NOW);
        assertRefused(1, "do not lead to the root", "--fido-metadata", blob);
        err.getBuffer().setLength(0);
        assertRefused(
                1,
                "do not lead to the root",
                "--trust-simulators",
                "--simulator-authority",
                directory.resolve("another"),
                "--fido-metadata",
                blob);
    }

    @Test
    void metadataWhoseSignatureIsOfAnotherText() throws Exception {
        AttestationAuthority maker = maker("maker", NOW);
        String[] parts = Files.readString(blob(maker, NOW)).split("\\.", -1);
        String[] others = MetadataBlob.by(maker, NOW, RANDOM).sign().split("\\.", -1);
        assertRefused(
                1,
                "its signature is wrong",
                "--trust-simulators",
                "--simulator-authority",
                directory.resolve("maker"),
                "--fido-metadata",
                write("blob.jwt", parts[0] + "." + parts[1] + "." + others[2]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing of the kind", "a.b.c", "e30.e30.e30", "e30.e30", "\0\u00ff"})
    void metadataThatAreNone(String text) throws Exception {
        assertRefused(1, "blob.jwt: it", "--fido-metadata", write("blob.jwt", text));
    }

    @Test
    void metadataThatAreNotThere() {
        assertRefused(1, "cannot read " + directory, "--fido-metadata", directory.resolve("none"));
        err.getBuffer().setLength(0);
        assertRefused(1, "cannot read " + directory, "--fido-metadata", directory);
    }

    @Test
    void certificatesOfASimulatedMakerWithoutTheFlag() throws Exception {
        AttestationAuthority maker = maker("maker", NOW);
        for (X509Certificate certificate : List.of(maker.root(), maker.intermediate())) {
            Path pem = pem(certificate);
            assertRefused(1, "--trust-simulators only", "--attestation-root", pem);
            err.getBuffer().setLength(0);
            assertRefused(
                    1, "--trust-simulators only", "--fido-metadata", blob(maker, NOW), "--fido-metadata-root", pem);
            err.getBuffer().setLength(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no PEM", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void rootsThatAreNoCertificates(String text) throws Exception {
        assertRefused(1, "root.pem", "--attestation-root", write("root.pem", text));
    }

    @Test
    void aRootThatIsNotThere() {
        assertRefused(1, "none.pem", "--attestation-root", directory.resolve("none.pem"));
    }

    @Test
    void whatGoesWithAnotherOption() {
        assertRefused(2, "--fido-metadata-root goes with --fido-metadata", "--fido-metadata-root", "x.pem");
        err.getBuffer().setLength(0);
        assertRefused(2, "--simulator-authority goes with --trust-simulators", "--simulator-authority", directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/app-id.json",
                "https://example.com/app-id.json",
                "https://notexample.org/app-id.json",
                "https://example.org.evil.example/app-id.json",
                "https://org/app-id.json",
                "https://me@example.org/app-id.json",
                "https://example.org/",
                "https://192.0.2.1/app-id.json",
                "https:///app-id.json",
                "https://exa mple.org",
                "android:apk-key-hash:abc",
                "example.org",
                ""
            })
    void aU2fAppIdThatIsNotAnHttpsUrlOfTheSite(String appId) {
        assertRefused(2, "U2F AppID", "--origin", "https://iam.example.org", "--u2f-app-id", appId);
    }

    @Test
    void aU2fAppIdOfAServerWhosePagesAreNotHttps() {
        assertRefused(
                2,
                "give the --origin",
                "--origin",
                "http://iam.example.org",
                "--u2f-app-id",
                "https://iam.example.org/app-id.json");
        err.getBuffer().setLength(0);
        assertRefused(2, "give the --origin", "--u2f-app-id", "https://localhost/app-id.json");
    }
}
