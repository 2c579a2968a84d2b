// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.Packaged.Ran;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;

@Tag("slow")
class PackagedCredentialsTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    @Test
    void credentialsComeFromServersTheJvmTrustsOnly() throws Exception {
        Packaged product = new Packaged(directory);
        AwsCredentials tyler = Packaged.administrator(product.init());
        String role;
        try (Packaged.Served served = product.serve();
                IamClient iam = Packaged.iam(served.uri(), tyler)) {
            String trust = """
                    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                     "Principal": {"AWS": "%s"}}}""".formatted(iam.getUser().user().arn());
            role = iam.createRole(in -> in.roleName("r").assumeRolePolicyDocument(trust))
                    .role()
                    .arn();
        }
        OwnCertificate own = OwnCertificate.make(directory);
        try (Packaged.Served served = product.serve(own.serving())) {
            List<String> command = List.of(
                    Packaged.launcher(),
                    "credentials",
                    "--no-cache",
                    "--endpoint",
                    "https://localhost:" + served.uri().getPort(),
                    "--role-arn",
                    role);
            Map<String, String> environment = new TreeMap<>(
                    Map.of("AWS_ACCESS_KEY_ID", tyler.accessKeyId(), "AWS_SECRET_ACCESS_KEY", tyler.secretAccessKey()));

            Ran stranger = Packaged.run(directory, environment, command);
            environment.put(
                    "SALLYPORT_JAVA_OPTS",
                    "-Djavax.net.ssl.trustStore=" + trusting(own) + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD);
            Ran trusted = Packaged.run(directory, environment, command);

            assertThat(stranger.exit()).isEqualTo(1);
            assertThat(stranger.out()).isEmpty();
            assertThat(stranger.err().lines())
                    .singleElement()
                    .asString()
                    .contains("cannot reach", "certification path");
            assertThat(trusted.json().hasNonNull("SessionToken")).isTrue();
        }
    }

    private Path trusting(OwnCertificate own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var pem = Files.newInputStream(own.certificate())) {
            store.setCertificateEntry(
                    "own", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
