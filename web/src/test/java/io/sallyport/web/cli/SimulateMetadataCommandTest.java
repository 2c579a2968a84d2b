// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.X509CertUtils;
import com.nimbusds.jwt.SignedJWT;
import io.sallyport.simulators.fido.chip.Products;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateMetadataCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... options) {
        List<String> args = new ArrayList<>(List.of("simulate", "metadata"));
        args.addAll(List.of(options));
        return Main.run(new PrintWriter(out), new PrintWriter(err, true), args.toArray(String[]::new));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void listsTheProductsUnderTheAuthoritysRoot() throws Exception {
        assertThat(run(
                        "--authority",
                        path("maker"),
                        "--out",
                        path("published"),
                        "--status",
                        "yubikey-5.4.3=REVOKED",
                        "--format",
                        "json"))
                .as(err.toString())
                .isZero();
        JsonNode written = JSON.readTree(out.toString());
        X509Certificate root =
                certificate(Files.readString(Path.of(written.path("Root").asText())));
        SignedJWT blob =
                SignedJWT.parse(Files.readString(Path.of(written.path("Blob").asText())));
        X509Certificate signer =
                X509CertUtils.parse(Objects.requireNonNull(blob.getHeader().getX509CertChain())
                        .get(0)
                        .decode());
        signer.verify(root.getPublicKey());
        assertThat(blob.verify(new RSASSAVerifier((RSAPublicKey) signer.getPublicKey())))
                .isTrue();
        List<JsonNode> revoked = StreamSupport.stream(
                        JSON.readTree(blob.getPayload().toString())
                                .path("entries")
                                .spliterator(),
                        false)
                .filter(entry -> entry.path("statusReports").toString().contains("REVOKED"))
                .toList();
        assertThat(revoked).isNotEmpty();
        assertThat(revoked)
                .anySatisfy(entry -> assertThat(entry.path("aaguid").asText().replace("-", ""))
                        .isEqualTo(Products.YUBIKEY_5_4.aaguid().toHex()));

        out.getBuffer().setLength(0);
        assertThat(run("--authority", path("maker"), "--out", path("again"))).isZero();
        assertThat(Files.readString(directory.resolve("again/root.pem")))
                .as("one authority has one root")
                .isEqualTo(Files.readString(directory.resolve("published/root.pem")));
    }

    private static X509Certificate certificate(String pem) {
        return Objects.requireNonNull(X509CertUtils.parse(pem));
    }

    @Test
    void saysInOneLineWhatItDoesNotTake() {
        assertThat(run("--out", path("o"))).isEqualTo(2);
        assertThat(run("--authority", path("a"), "--out", path("o"), "--status", "nothing=REVOKED"))
                .isEqualTo(2);
        assertThat(run("--authority", path("a"), "--out", path("o"), "--status", "yubikey-5.4.3=FINE"))
                .isEqualTo(2);
        assertThat(err.toString()).hasLineCount(3).contains("--authority DIR", "security-key-nfc-", "REVOKED");
        assertThat(directory.resolve("o")).doesNotExist();
    }
}
