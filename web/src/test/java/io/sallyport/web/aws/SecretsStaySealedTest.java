// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.web.aws.TestCertificates.Issued;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** After everything that takes or makes a secret was done, none is on disk or in the log in any usual spelling. */
@Tag("slow")
class SecretsStaySealedTest {
    private static final String NOT_SECRET = "marla-in-the-clear";
    private static final String CHOSEN = "chosen-Horse-Battery-9";
    private static final String FOB_SEED = "5a11e9027b3c4d5e6f708192a3b4c5d6e7f80912";

    @TempDir
    private Path directory;

    /** Secrets by what they are. */
    private final Map<String, byte[]> secrets = new LinkedHashMap<>();

    private void secret(String what, String text) {
        secrets.put(what, text.getBytes(StandardCharsets.UTF_8));
    }

    private void journey(Packaged product) throws Exception {
        JsonNode shown = product.init();
        secret("root's password", shown.get("RootPassword").asText());
        secret("the administrator's password", shown.get("Password").asText());
        secret("the administrator's key", shown.get("SecretAccessKey").asText());
        secret("a password", CHOSEN);
        secrets.put("a fob's seed", HexFormat.of().parseHex(FOB_SEED));
        AwsCredentials tyler = Packaged.administrator(shown);
        try (Packaged.Served served = product.serve()) {
            signsIn(served.uri(), shown);
            usesTheAwsApi(served.uri(), tyler);
            importsAFob(served.uri(), tyler);
            RawRequest.send(served.uri(), "garbage\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        }
        JsonNode recovered = product.sallyport(List.of("root", "recover"), "--format", "json")
                .json();
        secret("root's new password", recovered.get("RootPassword").asText());
    }

    private void signsIn(URI server, JsonNode shown) throws Exception {
        String account = shown.get("AccountId").asText();
        String password = shown.get("Password").asText();
        JsonNode step =
                post(server, "/api/v1/signin", Map.of("account", account, "user", "tyler", "password", password));
        assertThat(step.get("status").asText()).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        step = post(server, "/api/v1/signin/" + step.get("signin").asText() + "/password", Map.of("password", CHOSEN));
        assertThat(step.get("status").asText()).isEqualTo("SIGNED_IN");
        post(server, "/api/v1/signin", Map.of("account", account, "user", "tyler", "password", CHOSEN + "!"));
    }

    private static JsonNode post(URI server, String path, Map<String, String> body) throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.resolve(path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return json.readTree(response.body());
    }

    private void usesTheAwsApi(URI server, AwsCredentials tyler) {
        try (IamClient iam = Packaged.iam(server, tyler);
                StsClient sts = Packaged.sts(server, tyler)) {
            iam.createUser(in -> in.userName(NOT_SECRET));
            AccessKey key = iam.createAccessKey(in -> in.userName(NOT_SECRET)).accessKey();
            secret("a user's key", key.secretAccessKey());
            secret("a user's password", "another-Horse-Battery-8");
            iam.createLoginProfile(in -> in.userName(NOT_SECRET).password("another-Horse-Battery-8"));
            keepsCredentialsOfOtherKinds(iam);
            VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("phone"))
                    .virtualMFADevice();
            String base32 = app.base32StringSeed().asUtf8String();
            secrets.put("an app's seed", new Base32().decode(base32));
            AppCodes codes = new AppCodes(base32);
            Instant now = Instant.now();
            iam.enableMFADevice(in -> in.userName("tyler")
                    .serialNumber(app.serialNumber())
                    .authenticationCode1(codes.at(now.minus(AppCodes.STEP)))
                    .authenticationCode2(codes.at(now)));
            Credentials session = sts.getSessionToken(
                            in -> in.serialNumber(app.serialNumber()).tokenCode(codes.at(now.plus(AppCodes.STEP))))
                    .credentials();
            secret("a session's key", session.secretAccessKey());
            secrets.put("a session's token", Base64.getDecoder().decode(session.sessionToken()));
            try (IamClient inSession = Packaged.iam(server, AwsServer.credentials(session))) {
                assertThat(inSession.listUsers().users()).hasSize(2);
            }
            AwsCredentials wrong = AwsBasicCredentials.create(key.accessKeyId(), "wrong");
            try (StsClient refused = Packaged.sts(server, wrong)) {
                Refusals.assertRefused(refused::getCallerIdentity, 403, "SignatureDoesNotMatch");
            }
        }
    }

    private void keepsCredentialsOfOtherKinds(IamClient iam) {
        Issued issued = TestCertificates.selfSigned(
                TestCertificates.pair("RSA", 2048), Instant.now().minusSeconds(60));
        secrets.put("a server's private key", oneLine(issued.keys().getPrivate().getEncoded()));
        iam.uploadServerCertificate(in ->
                in.serverCertificateName("shop").certificateBody(issued.pem()).privateKey(issued.privateKey()));
        Issued provider = TestCertificates.selfSigned(
                TestCertificates.pair("RSA", 2048), Instant.now().minusSeconds(60));
        secrets.put(
                "a SAML provider's private key",
                oneLine(provider.keys().getPrivate().getEncoded()));
        iam.createSAMLProvider(in -> in.name("corporate")
                .samlMetadataDocument(SamlDocuments.METADATA)
                .addPrivateKey(provider.privateKey()));
        Refusals.assertRefused(
                () -> iam.uploadSigningCertificate(in -> in.certificateBody(issued.privateKey())),
                400,
                "MalformedCertificate");
        ServiceSpecificCredential made = iam.createServiceSpecificCredential(
                        in -> in.userName(NOT_SECRET).serviceName("codecommit.amazonaws.com"))
                .serviceSpecificCredential();
        secret("a service's password", made.servicePassword());
        secret(
                "the same after its reset",
                iam.resetServiceSpecificCredential(in ->
                                in.userName(NOT_SECRET).serviceSpecificCredentialId(made.serviceSpecificCredentialId()))
                        .serviceSpecificCredential()
                        .servicePassword());
    }

    /** What makes one line of PEM, within the private numbers of a key. */
    private static byte[] oneLine(byte[] pkcs8) {
        return Arrays.copyOfRange(pkcs8, 480, 528);
    }

    private static void importsAFob(URI server, AwsCredentials tyler) throws IOException {
        String csv = "GAHT12345678," + FOB_SEED + ",TOTP,6,30\n";
        RawRequest.Reply reply =
                RawRequest.send(server, RawRequest.signed(tyler, Instant.now(), "/api/v1/fobs", "sallyport", csv));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    }

    /** A secret as it is, in hex, in Base32 and in Base64 at each of its three alignments. */
    private static Set<String> spellings(byte[] secret) {
        Set<String> all = new LinkedHashSet<>();
        all.add(new String(secret, StandardCharsets.ISO_8859_1));
        String hex = HexFormat.of().formatHex(secret);
        all.add(hex);
        all.add(hex.toUpperCase(Locale.ROOT));
        String base32 = new Base32().encodeToString(secret).replaceAll("=+$", "");
        // The last character may hold bits of what follows.
        base32 = base32.substring(0, base32.length() - 1);
        all.add(base32);
        all.add(base32.toLowerCase(Locale.ROOT));
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + secret.length];
            System.arraycopy(secret, 0, shifted, offset, secret.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // Characters that share bits with a neighbour say nothing.
            base64 = base64.substring(offset == 0 ? 0 : offset + 1, base64.length() - 1);
            all.add(base64);
            all.add(base64.replace('+', '-').replace('/', '_'));
        }
        return all;
    }

    private void assertNowhere(List<Path> files) throws IOException {
        Map<Path, String> contents = new LinkedHashMap<>();
        for (Path file : files) {
            read(file).ifPresent(content -> contents.put(file, content));
        }
        assertThat(contents.values())
                .as("the search finds what is there")
                .anyMatch(content -> content.contains(NOT_SECRET));
        List<String> found = new ArrayList<>();
        secrets.forEach((what, secret) -> spellings(secret)
                .forEach(spelling -> contents.forEach((file, content) -> {
                    if (content.contains(spelling)) {
                        found.add(what + " in " + file);
                    }
                })));
        assertThat(found).isEmpty();
    }

    /** Empty for a file that the database has removed meanwhile: what is not there holds nothing. */
    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    /** Logs, database and its write-ahead log. The key set, which is the exception, holds none of these either. */
    @Test
    void onSqlite() throws Exception {
        Packaged product = new Packaged(directory);
        journey(product);
        // With a server running, so that the write-ahead log is there.
        try (Packaged.Served served = product.serve()) {
            post(served.uri(), "/api/v1/signin", Map.of("account", "acme", "user", "tyler", "password", CHOSEN));
            List<Path> files = filesIn(product.data());
            assertThat(files).extracting(file -> file.getFileName().toString()).contains("sallyport.db-wal");
            assertNowhere(withLogs(files));
        }
    }

    @Test
    void onPostgres() throws Exception {
        try (TestPostgres database = new TestPostgres()) {
            Packaged product = new Packaged(directory, database);
            journey(product);
            List<Path> files = new ArrayList<>(filesIn(TestPostgres.flushedFiles()));
            files.addAll(filesIn(product.data()));
            assertThat(files).anyMatch(file -> file.toString().contains("pg_wal"));
            assertNowhere(withLogs(files));
        }
    }

    private List<Path> withLogs(List<Path> files) throws IOException {
        List<Path> all = new ArrayList<>(files);
        try (Stream<Path> logs = Files.list(directory)) {
            logs.filter(file -> file.getFileName().toString().startsWith("serve-"))
                    .forEach(all::add);
        }
        return all;
    }
}
