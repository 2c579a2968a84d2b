// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.JsonApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.web.PinHolder;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** What a key is asked by one server is finished at another, once: two servers with one PostgreSQL and one origin. */
class KeyCeremoniesOnTwoNodesTest {
    private static final String ORIGIN = "http://localhost:8080";
    private static final String DEVICES = "/users/zoe/devices";
    private static final String PASSWORD = "correct Horse 7";
    private static final int AT_ONCE = 16;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestPostgres database;
    private static List<AwsServer> nodes;

    private AwsServer.TestAccount account;
    private SecurityKey key;
    private volatile String cookie = "none=";

    @BeforeAll
    static void start() throws Exception {
        database = new TestPostgres();
        ServerConfig loopback = ServerConfig.loopback();
        nodes = AwsServer.nodes(
                database,
                2,
                new ServerConfig(
                        loopback.host(),
                        0,
                        Optional.of(URI.create(ORIGIN)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false));
    }

    @BeforeEach
    void zoeAndHerKey() {
        account = nodes.get(0).account();
        try (IamClient iam = nodes.get(0).iam(account.admin())) {
            iam.createUser(in -> in.userName("zoe"));
            iam.createLoginProfile(in -> in.userName("zoe").password(PASSWORD));
        }
        Environment environment =
                new Environment(nodes.get(0).clock(), new SecureRandom(), Presence.eager(), Storage.inMemory());
        key = SecurityKey.open(
                new SimulatedSecurityKey(environment).plugIn(), nodes.get(0).clock(), new PinHolder());
        key.pin().set(PinHolder.PIN.toCharArray());
    }

    @AfterEach
    void pullOut() throws Exception {
        key.close();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AwsServer node : nodes) {
            node.close();
        }
        database.close();
    }

    /** Her browser's; to the node of that number, modulo. */
    private JsonApi.Reply post(int node, String path, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        nodes.get(node % nodes.size()).uri().resolve("/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return new JsonApi.Reply(answer.statusCode(), json(answer.body()));
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** How many of these were done, sent to both at once. */
    private long doneOf(String path, ObjectNode body) throws InterruptedException {
        Queue<JsonApi.Reply> replies = new ConcurrentLinkedQueue<>();
        assertThat(AtOnce.run(AT_ONCE, i -> replies.add(post(i, path, body)))).isEmpty();
        assertThat(replies).hasSize(AT_ONCE).allMatch(reply -> reply.status() < 500);
        return replies.stream().filter(reply -> reply.status() == 200).count();
    }

    private static ObjectNode credential(String answer) {
        ObjectNode body = json("{}");
        body.putRawValue("credential", new RawValue(answer));
        return body;
    }

    private JsonNode password() {
        ObjectNode who = json("{'user': 'zoe'}").put("account", account.id().value());
        return post(0, "/signin", who.put("password", PASSWORD)).expect(200);
    }

    /** What finishes an enrolment that was begun at the first. */
    private ObjectNode registration() {
        password();
        JsonNode begun =
                post(0, DEVICES, json("{'type': 'key', 'passkey': true}")).expect(201);
        return credential(key.register(begun.get("publicKey").toString(), ORIGIN))
                .put("registration", begun.get("registration").asText())
                .put("name", "keyring");
    }

    private ObjectNode assertion(JsonNode begun) {
        return credential(key.authenticate(begun.get("publicKey").toString(), ORIGIN));
    }

    @Test
    void aRegistrationIsFinishedOnce() throws Exception {
        assertThat(doneOf(DEVICES + "/activation", registration())).isOne();
    }

    @Test
    void aRegistrationExpiresAtTheOther() {
        ObjectNode registration = registration();
        SettableClock clock = nodes.get(0).clock();
        clock.set(clock.instant().plus(Ceremony.LIFETIME).plusSeconds(1));
        assertThat(post(1, DEVICES + "/activation", registration).status()).isBetween(400, 499);
    }

    @Test
    void aSecondFactorIsTakenOnce() throws Exception {
        post(1, DEVICES + "/activation", registration()).expect(200);
        JsonNode step = password();
        assertThat(doneOf("/signin/" + step.get("signin").asText() + "/factor", assertion(step)))
                .isOne();
    }

    @Test
    void aPasskeySignsInOnce() throws Exception {
        post(1, DEVICES + "/activation", registration()).expect(200);
        JsonNode step = post(0, "/signin/passkey", json("{}")).expect(200);
        assertThat(doneOf("/signin/" + step.get("signin").asText() + "/passkey", assertion(step)))
                .isOne();
    }

    @Test
    void apiCredentialsAreHandedOutOnce() throws Exception {
        post(1, DEVICES + "/activation", registration()).expect(200);
        JsonNode begun = post(0, "/session-credentials", json("{}")).expect(201);
        assertThat(doneOf("/session-credentials/" + begun.get("id").asText(), assertion(begun)))
                .isOne();
    }
}
