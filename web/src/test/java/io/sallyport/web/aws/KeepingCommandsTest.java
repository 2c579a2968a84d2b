// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.web.aws.Packaged.Ran;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What an operator does to keep a store: backups, keys, metrics. */
@Tag("slow")
class KeepingCommandsTest {
    @TempDir
    private Path directory;

    private Packaged product;
    private AwsCredentials tyler;

    @BeforeEach
    void init() throws Exception {
        product = new Packaged(directory);
        tyler = Packaged.administrator(product.init());
    }

    private static void assertRefused(Ran ran, int exit, String... words) {
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(exit);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).as(ran.err()).hasSize(1);
        assertThat(words).allSatisfy(word -> assertThat(ran.err()).contains(word));
        assertThat(ran.err()).doesNotContain("Exception");
    }

    private List<String> names(Path in) throws Exception {
        try (Stream<Path> names = Files.list(in)) {
            return names.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aBackupWithItsKeysIsRestoredAndServed() throws Exception {
        Path file = directory.resolve("b");
        Ran taken = product.sallyport(List.of("backup"), "--to", file.toString(), "--with-keys");
        assertThat(taken.exit()).as(taken.err()).isZero();
        assertThat(taken.err()).contains("warning");
        Path keys = directory.resolve("b.keys");
        for (Path secret : List.of(file, keys)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .isEqualTo("rw-------");
        }

        Packaged restored = new Packaged(Files.createDirectory(directory.resolve("elsewhere")));
        assertRefused(restored.sallyport(List.of("restore"), "--from", file.toString()), 1, "--keys");
        assertThat(restored.data()).doesNotExist();
        Ran ran = restored.sallyport(List.of("restore"), "--from", file.toString(), "--keys", keys.toString());
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(restored.data().resolve("sallyport.db"))))
                .isEqualTo("rw-------");
        try (Packaged.Served served = restored.serve("--keys", keys.toString());
                StsClient sts = Packaged.sts(served.uri(), tyler)) {
            assertThat(sts.getCallerIdentity().arn()).endsWith(":user/tyler");
        }
        assertRefused(
                restored.sallyport(List.of("restore"), "--from", file.toString(), "--keys", keys.toString()),
                1,
                "not empty");
    }

    @Test
    void backupsAreNamedByTheTimeInADirectoryAndNeverOverwritten() throws Exception {
        Path backups = Files.createDirectory(directory.resolve("backups"));
        JsonNode shown = product.sallyport(List.of("backup"), "--to", backups.toString(), "--format", "json")
                .json();
        assertThat(names(backups)).singleElement().asString().matches("sallyport-\\d{8}T\\d{6}Z\\.backup");
        Path file = Path.of(shown.get("File").asText());
        byte[] before = Files.readAllBytes(file);
        assertRefused(product.sallyport(List.of("backup"), "--to", file.toString()), 1, "exists already");
        assertThat(file).hasBinaryContent(before);
        assertRefused(product.sallyport(List.of("backup")), 2, "--to");
        assertRefused(product.sallyport(List.of("restore"), "--from", "/nowhere"), 1, "/nowhere");
    }

    /** The kernel's own limit on the size of a file stands in for a disk that is full. */
    @Test
    void aDiskThatIsFullLeavesNothingHalf() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + product.data().resolve("sallyport.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                            + " INSERT INTO ceremony (account_id, ceremony_id, kind, owner_id, state, expires_at)"
                            + " SELECT account_id, 'filler' || i, 'STEP_UP', account_id, hex(randomblob(4000)), 1 FROM n, account");
        }
        Path whole = directory.resolve("whole");
        assertThat(product.sallyport(List.of("backup"), "--to", whole.toString())
                        .exit())
                .isZero();
        Path backups = Files.createDirectory(directory.resolve("backups"));
        List<String> limited = List.of("bash", "-c", "ulimit -f 8000; exec \"$@\"", "limited");

        assertRefused(
                product.sallyportUnder(
                        limited, List.of("backup"), "--to", backups.resolve("b").toString()),
                1,
                "backup");
        assertThat(names(backups)).isEmpty();

        Packaged restored = new Packaged(Files.createDirectory(directory.resolve("elsewhere")));
        Files.createDirectory(restored.data());
        Path keys = product.data().resolve("keys.json");
        assertRefused(
                restored.sallyportUnder(
                        limited, List.of("restore"), "--from", whole.toString(), "--keys", keys.toString()),
                1,
                "restore");
        assertThat(names(restored.data())).containsOnly("lock");
        assertThat(restored.sallyport(List.of("restore"), "--from", whole.toString(), "--keys", keys.toString())
                        .exit())
                .as("once there is room")
                .isZero();
    }

    @Test
    @Timeout(120)
    void aRunningServerTakesNewKeysAndFailsNoRequest() throws Exception {
        try (Packaged.Served served = product.serve();
                StsClient sts = Packaged.sts(served.uri(), tyler)) {
            var old = sts.getSessionToken().credentials();
            JsonNode keys = product.sallyport(List.of("keys", "rotate"), "--delay", "PT0S", "--format", "json")
                    .json();
            assertThat(keys).hasSize(4);
            // The server looks by itself; every request meanwhile is answered.
            while (keyOf(sts.getSessionToken().credentials()) == keyOf(old)) {
                Thread.onSpinWait();
            }
            try (StsClient session = Packaged.sts(served.uri(), AwsServer.credentials(old))) {
                assertThat(session.getCallerIdentity().arn()).endsWith(":user/tyler");
            }
            assertRefused(product.sallyport(List.of("keys", "reseal")), 1, "stop it first");
        }
        assertThat(product.sallyport(List.of("keys", "reseal"), "--format", "json")
                        .json()
                        .get("Resealed")
                        .asInt())
                .as("the access key, what seals checkpoints, and the events there are")
                .isGreaterThan(2);
        JsonNode left =
                product.sallyport(List.of("keys", "prune"), "--format", "json").json();
        assertThat(left).hasSize(3);
        String listed = product.sallyport(List.of("keys", "list")).out();
        assertThat(listed).hasLineCount(3).contains("seals", "opens").doesNotContain("==");
        try (Packaged.Served served = product.serve();
                StsClient sts = Packaged.sts(served.uri(), tyler)) {
            assertThat(sts.getCallerIdentity().arn()).endsWith(":user/tyler");
        }
    }

    private static int keyOf(Credentials session) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(session.sessionToken()))
                .getInt(1);
    }

    @Test
    void metricsAreForWhoeverBearsTheToken() throws Exception {
        String token = "0123456789abcdef0123456789abcdef";
        Path file = Files.writeString(directory.resolve("token"), token + "\n");
        Path guessed = Files.writeString(directory.resolve("short"), "secret");
        assertRefused(
                product.sallyport(List.of("serve"), "--port", "0", "--metrics-token-file", guessed.toString()),
                1,
                "16 characters");
        try (Packaged.Served served = product.serve("--metrics-token-file", file.toString())) {
            assertThat(metrics(served.uri(), Map.of()).statusCode()).isEqualTo(401);
            HttpResponse<String> shown = metrics(served.uri(), Map.of("Authorization", "Bearer " + token));
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.body()).contains("sallyport_store_waiting");
        }
        try (Packaged.Served served = product.serve()) {
            assertThat(metrics(served.uri(), Map.of()).statusCode()).isEqualTo(200);
            assertThat(metrics(served.uri(), Map.of("X-Forwarded-For", "203.0.113.9"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static HttpResponse<String> metrics(URI server, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/metrics"));
        headers.forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
