// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.credential.Password;
import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.simulators.junit.SimulatedDevices;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

@ExtendWith({SallyportServers.class, SimulatedDevices.class})
class SallyportServersTest {
    private static final String ADMIN = TestServer.ADMINISTRATOR.toString();

    /** Amazon's SDK signs with this machine's time. */
    @BeforeEach
    void today(SettableClock clock) {
        clock.set(Instant.now());
    }

    @Test
    void anAccessKeyAndBothPasswordsAreKnown(TestServer server) throws Exception {
        assertThat(users(server)).containsExactly(ADMIN);
        assertThat(signIn(
                        server,
                        Map.of("account", "acme", "user", ADMIN),
                        server.secrets().administrator()))
                .contains("\"SIGNED_IN\"");
        assertThat(signIn(
                        server,
                        Map.of("email", TestServer.ROOT_EMAIL.toString()),
                        server.secrets().root()))
                .contains("\"SIGNED_IN\"");
    }

    @Test
    void aResetGoesBackToTheSnapshot(TestServer server, SettableClock clock) throws IOException {
        create(server, "zoe");
        server.snapshot();
        Instant taken = clock.instant();
        create(server, "marla");
        clock.advance(Duration.ofMinutes(3));
        var origin = server.origin();
        server.reset();
        assertThat(users(server)).containsExactly(ADMIN, "zoe");
        assertThat(clock.instant()).isEqualTo(taken);
        assertThat(server.origin()).isEqualTo(origin);
        create(server, "marla");
    }

    @Test
    void aResetWithoutASnapshotGoesBackToTheBeginning(TestServer server, SettableClock clock) throws IOException {
        create(server, "zoe");
        server.reset();
        clock.set(Instant.now());
        assertThat(users(server)).containsExactly(ADMIN);
    }

    @Test
    void serverAndDevicesHaveOneClock(TestServer server, SettableClock clock) {
        assertThat(server.clock()).isSameAs(clock);
    }

    @Test
    void aStoreIsKeptGivenBackAndDeleted() throws IOException {
        Data data = Data.inNewDirectory();
        Files.writeString(data.store(), "before");
        data.keep();
        Files.writeString(data.store(), "after");
        data.giveBack();
        assertThat(data.store()).hasContent("before");
        data.delete();
        assertThat(data.directory()).doesNotExist();
    }

    private static IamClient iam(TestServer server) {
        AccountSetup.Secrets secrets = server.secrets();
        return IamClient.builder()
                .endpointOverride(server.origin())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        secrets.accessKey().id().toString(),
                        secrets.secretAccessKey().reveal())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static List<String> users(TestServer server) {
        try (IamClient iam = iam(server)) {
            return iam.listUsers().users().stream().map(User::userName).toList();
        }
    }

    private static void create(TestServer server, String name) {
        try (IamClient iam = iam(server)) {
            iam.createUser(request -> request.userName(name));
        }
    }

    private static String signIn(TestServer server, Map<String, String> who, Password password)
            throws IOException, InterruptedException {
        ObjectNode body = new ObjectMapper().valueToTree(who);
        body.put("password", password.reveal());
        HttpRequest request = HttpRequest.newBuilder(server.origin().resolve("/api/v1/signin"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
