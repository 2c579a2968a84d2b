// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.web.aws.Packaged.Ran;
import io.sallyport.web.aws.RawRequest.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;

/** The commands an operator types, each in a process of its own. */
@Tag("slow")
class PackagedCommandsTest {
    @TempDir
    private Path directory;

    private Packaged product;

    @BeforeEach
    void product() {
        product = new Packaged(directory);
    }

    private static void assertRefused(Ran ran, int exit, String... words) {
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(exit);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).as(ran.err()).hasSize(1);
        assertThat(words).allSatisfy(word -> assertThat(ran.err()).contains(word));
        assertThat(ran.err()).doesNotContain("Exception");
    }

    @Test
    void initShowsOneJsonDocumentOnce() throws Exception {
        JsonNode shown = product.init();

        assertThat(shown.fieldNames())
                .toIterable()
                .containsExactly(
                        "AccountId",
                        "Alias",
                        "SignInUrl",
                        "RootEmail",
                        "RootPassword",
                        "UserName",
                        "Password",
                        "AccessKeyId",
                        "SecretAccessKey");
        assertThat(shown.get("AccountId").asText()).matches("\\d{12}");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(product.data().resolve("keys.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(product.data())))
                .isEqualTo("rwx------");
    }

    @Test
    void aSecondInitIsRefusedAndChangesNothing() throws Exception {
        AwsCredentials tyler = Packaged.administrator(product.init());
        byte[] keys = Files.readAllBytes(product.data().resolve("keys.json"));

        assertRefused(product.sallyport(List.of("init"), "--format", "json", "--alias", "other"), 1, "accounts create");

        assertThat(Files.readAllBytes(product.data().resolve("keys.json"))).isEqualTo(keys);
        assertThat(product.sallyport(List.of("accounts", "list"), "--format", "json")
                        .json())
                .hasSize(1);
        try (Packaged.Served served = product.serve();
                StsClient sts = Packaged.sts(served.uri(), tyler)) {
            assertThat(sts.getCallerIdentity().arn()).endsWith(":user/tyler");
        }
    }

    @Test
    void badValuesAreRefusedInALineAndMakeNothing() throws Exception {
        assertRefused(product.sallyport(List.of("init"), "--account-id", "12"), 1);
        assertRefused(product.sallyport(List.of("init"), "--alias", "No Alias"), 1);
        assertRefused(product.sallyport(List.of("init"), "--root-email", "nobody"), 1);
        assertRefused(product.sallyport(List.of("init"), "--admin", "a b"), 1);
        assertRefused(product.sallyport(List.of("init"), "--format", "xml"), 2, "--help");
        assertRefused(product.sallyport(List.of("init"), "--no-such-option"), 2, "--help");
        assertRefused(product.sallyport(List.of("nothing")), 2, "--help");
        assertThat(product.data()).doesNotExist();
        assertRefused(product.sallyport(List.of("serve"), "--port", "99999"), 2, "65535");
        assertRefused(product.sallyport(List.of("serve"), "--host", "0.0.0.0"), 2, "loopback", "--tls-cert");
        assertRefused(product.sallyport(List.of("serve"), "--tls-cert", "x"), 2, "--tls-key");
        assertRefused(product.sallyport(List.of("serve"), "--trusted-proxy", "everybody"), 2, "address range");
        assertRefused(product.sallyport(List.of("serve"), "--database", "jdbc:mysql://x"), 1);
    }

    @Test
    void accountsAreAddedToAStoreAndTheirNamesTakenOnce() throws Exception {
        JsonNode first = product.init();
        JsonNode second = product.sallyport(
                        List.of("accounts", "create"), "--format", "json", "--alias", "second", "--admin", "marla")
                .json();

        assertThat(second.get("AccountId").asText())
                .isNotEqualTo(first.get("AccountId").asText());
        assertRefused(product.sallyport(List.of("accounts", "create"), "--format", "json", "--alias", "acme"), 1);
        assertThat(product.sallyport(List.of("accounts", "list"), "--format", "json")
                        .json())
                .hasSize(2);
        try (Packaged.Served served = product.serve();
                IamClient iam = Packaged.iam(served.uri(), Packaged.administrator(second))) {
            assertThat(iam.listUsers().users())
                    .singleElement()
                    .satisfies(user -> assertThat(user.userName()).isEqualTo("marla"));
        }
    }

    @Test
    void serveWantsAnAccountAndADirectoryOfItsOwn() throws Exception {
        assertRefused(product.sallyport(List.of("serve"), "--port", "0"), 1, "sallyport init");
        product.init();
        try (Packaged.Served served = product.serve()) {
            assertThat(served.uri().getHost()).isEqualTo("127.0.0.1");
            assertRefused(
                    product.sallyport(List.of("serve"), "--port", "0"),
                    1,
                    product.data().toString());
            assertRefused(
                    product.sallyport(List.of("root", "recover")),
                    1,
                    product.data().toString());
        }
    }

    @Test
    void serveOnAnEmptyDatabaseSaysToRunInit() throws Exception {
        product.init();
        Path keys = product.data().resolve("keys.json");
        try (TestPostgres database = new TestPostgres()) {
            assertRefused(
                    new Packaged(directory, database)
                            .sallyport(List.of("serve"), "--port", "0", "--keys", keys.toString()),
                    1,
                    "sallyport init");
        }
    }

    @Test
    void aTakenPortIsRefusedInALine() throws Exception {
        product.init();
        Path other = Files.createDirectory(directory.resolve("other"));
        Packaged second = new Packaged(other);
        second.init();
        try (Packaged.Served served = product.serve()) {
            assertRefused(
                    second.sallyport(
                            List.of("serve"),
                            "--port",
                            Integer.toString(served.uri().getPort())),
                    1,
                    Integer.toString(served.uri().getPort()));
        }
    }

    @Test
    void sigtermEndsServeWithZeroAndItsDirectoryIsFree() throws Exception {
        product.init();
        Packaged.Served served = product.serve();

        assertThat(served.stop()).isZero();
        assertThat(served.log()).isEmpty();
        try (Packaged.Served again = product.serve()) {
            assertThat(again.uri()).isNotNull();
        }
    }

    @Test
    void aCertificateOfOnesOwnServesTls() throws Exception {
        product.init();
        OwnCertificate own = OwnCertificate.make(directory);
        try (Packaged.Served served = product.serve(own.serving())) {
            assertThat(served.uri().getScheme()).isEqualTo("https");
            String health = "https://localhost:" + served.uri().getPort() + "/health";
            Ran curl = Packaged.run(
                    directory,
                    Map.of(),
                    List.of("curl", "-sS", "--cacert", own.certificate().toString(), health));
            assertThat(curl.exit()).as(curl.err()).isZero();
            assertThat(curl.out()).contains("\"ok\"");
            assertThat(Packaged.run(directory, Map.of(), List.of("curl", "-sS", health))
                            .exit())
                    .as("the check checks")
                    .isEqualTo(60);
        }
    }

    @Test
    void aCertificateThatIsNoneIsRefusedInALine() throws Exception {
        product.init();
        Path junk = Files.writeString(directory.resolve("junk.pem"), "junk");

        assertRefused(
                product.sallyport(
                        List.of("serve"), "--port", "0", "--tls-cert", junk.toString(), "--tls-key", junk.toString()),
                1,
                "junk.pem");
        assertRefused(
                product.sallyport(
                        List.of("serve"), "--port", "0", "--tls-cert", "/nowhere", "--tls-key", junk.toString()),
                1,
                "/nowhere");
    }

    @Test
    void theClientsAddressIsForwardedByTrustedProxiesOnly() throws Exception {
        AwsCredentials tyler = Packaged.administrator(product.init());
        AwsCredentials marla;
        try (Packaged.Served served = product.serve()) {
            try (IamClient iam = Packaged.iam(served.uri(), tyler)) {
                iam.createUser(in -> in.userName("marla"));
                AccessKey key = iam.createAccessKey(in -> in.userName("marla")).accessKey();
                marla = AwsServer.credentials(key);
                iam.putUserPolicy(in -> in.userName("marla").policyName("from").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*",
                         "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}"""));
            }
            assertThat(listUsers(served.uri(), marla, "203.0.113.7").status()).isEqualTo(403);
        }
        try (Packaged.Served served = product.serve("--trusted-proxy", "127.0.0.0/8")) {
            assertThat(listUsers(served.uri(), marla, "203.0.113.7").status()).isEqualTo(200);
            assertThat(listUsers(served.uri(), marla, "203.0.113.7, 198.51.100.1")
                            .status())
                    .as("what the proxy itself saw counts, not what it was told")
                    .isEqualTo(403);
            assertThat(listUsers(served.uri(), marla, "198.51.100.1, 203.0.113.7, 127.0.0.2")
                            .status())
                    .isEqualTo(200);
        }
        try (Packaged.Served served = product.serve("--trusted-proxy", "192.0.2.0/24")) {
            assertThat(listUsers(served.uri(), marla, "203.0.113.7").status()).isEqualTo(403);
        }
    }

    private static Reply listUsers(URI server, AwsCredentials who, String forwardedFor) throws IOException {
        HttpMessage message = RawRequest.signed(who, Instant.now(), "Action=ListUsers&Version=2010-05-08");
        return RawRequest.send(server, RawRequest.with(message, "X-Forwarded-For", forwardedFor));
    }

    @Test
    void aRecoveredRootSignsInAndHerOldSessionsAreOver() throws Exception {
        JsonNode shown = product.init();
        String email = shown.get("RootEmail").asText();
        String cookie;
        HttpClient client = HttpClient.newHttpClient();
        try (Packaged.Served served = product.serve()) {
            JsonNode step = json(signIn(
                    client, served.uri(), email, shown.get("RootPassword").asText()));
            HttpResponse<String> changed = post(
                    client,
                    served.uri().resolve("/api/v1/signin/" + step.get("signin").asText() + "/password"),
                    Map.of("password", "chosen-Horse-9"));
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            cookie = changed.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
            assertThat(session(client, served.uri(), cookie)).isEqualTo(200);
        }

        Ran ran = product.sallyport(List.of("root", "recover"), "--format", "json");
        JsonNode recovered = ran.json();
        assertThat(recovered.get("RootEmail").asText()).isEqualTo(email);
        assertThat(ran.err()).contains("ROOT RECOVERED");

        try (Packaged.Served served = product.serve()) {
            assertThat(session(client, served.uri(), cookie)).isEqualTo(401);
            assertThat(signIn(client, served.uri(), email, "chosen-Horse-9").statusCode())
                    .isEqualTo(403);
            HttpResponse<String> signedIn = signIn(
                    client, served.uri(), email, recovered.get("RootPassword").asText());
            assertThat(json(signedIn).get("status").asText()).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        }
    }

    private static HttpResponse<String> signIn(HttpClient client, URI server, String email, String password)
            throws Exception {
        return post(client, server.resolve("/api/v1/signin"), Map.of("email", email, "password", password));
    }

    private static HttpResponse<String> post(HttpClient client, URI uri, Map<String, String> body) throws Exception {
        String json = JsonMapper.builder().build().writeValueAsString(body);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static int session(HttpClient client, URI server, String cookie) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(server.resolve("/api/v1/session"))
                                .header("Cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JsonMapper.builder().build().readTree(response.body());
    }

    @Test
    void aKeyOfAnotherStoreIsInvalid() throws Exception {
        product.init();
        AwsCredentials stranger = AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "x".repeat(40));
        try (Packaged.Served served = product.serve();
                StsClient sts = Packaged.sts(served.uri(), stranger)) {
            Refusals.assertRefused(sts::getCallerIdentity, 403, "InvalidClientTokenId");
        }
    }

    @Test
    void benchmarksAreNamedAndOnesThatAreNotThereRefused() throws Exception {
        assertThat(product.sallyport("bench", "--help").out())
                .contains("policy ", "codes ", "api ", "fleet ", "import ", "timing ", "webauthn ");
        assertRefused(product.sallyport("bench"), 2, "policy", "api");
        assertRefused(product.sallyport("bench", "nothing"), 2, "'nothing'", "policy", "api");
        assertRefused(product.sallyport("bench", "api", "policy"), 2, "'api policy'");
    }
}
