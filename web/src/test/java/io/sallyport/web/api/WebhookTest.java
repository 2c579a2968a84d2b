// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.web.RunningServer;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest extends OneServer {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final List<String> ALL =
            List.of("device.enrolled", "device.locked", "device.lost", "device.removed");

    private record Message(String id, String timestamp, String signature, String body) {}

    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private HttpServer receiver;

    @Override
    @BeforeEach
    void startServer(@TempDir Path directory) throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        server = RunningServer.in(
                directory,
                ServerConfig.loopback().withWebhookHosts(List.of("localhost:" + port(), "hooks.example.org")));
        server.addUser("zoe", PASSWORD);
        server.addUser("marla", PASSWORD);
        server.put("marla", "Allow", "sallyport:*");
        zoe = client();
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        received.add(new Message(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.sendResponseHeaders(status.get(), -1);
        exchange.close();
    }

    private int port() {
        return receiver.getAddress().getPort();
    }

    private String url() {
        return "http://localhost:" + port() + "/hook";
    }

    private static ObjectNode wanted(String url, List<String> notices) {
        ObjectNode body = object("url", url);
        notices.forEach(body.withArray("notices")::add);
        return body;
    }

    /** Its secret. */
    private String subscribe(List<String> notices) {
        return signedIn("marla")
                .post(WEBHOOKS, wanted(url(), notices))
                .expect(201)
                .text("secret");
    }

    private Message next() {
        try {
            @Nullable Message message = received.poll(20, TimeUnit.SECONDS);
            assertThat(message).as("a message").isNotNull();
            return message;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static JsonNode told(Message message, String type) {
        JsonNode body = Client.parse(message.body());
        assertThat(body.path("type").asText()).isEqualTo(type);
        return body;
    }

    /** As a receiver does, without our code. */
    private static String signed(Message message, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal((message.id() + "." + message.timestamp() + "." + message.body())
                                .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void enrolledLockedAndLostAreToldSigned() throws Exception {
        String secret = subscribe(ALL);
        Client owner = signedIn("zoe");
        Enrolled device = enrolApp(owner, "zoe", "phone");
        Message enrolled = next();
        JsonNode data = told(enrolled, "device.enrolled").path("data");
        assertThat(data.path("account").asText()).isEqualTo(RunningServer.ACCOUNT.value());
        assertThat(data.path("owner").asText()).isEqualTo("zoe");
        assertThat(data.path("serial").asText()).isEqualTo(device.serial());
        assertThat(data.path("deviceType").asText()).isEqualTo("virtual");
        assertThat(enrolled.signature()).isEqualTo(signed(enrolled, secret));
        assertThat(enrolled.timestamp())
                .isEqualTo(Long.toString(server.clock().instant().getEpochSecond()));

        Client.Answer step = client().password("zoe", PASSWORD).expect(200);
        for (int i = 0; i < 5; i++) {
            client().code(step, device.serial(), "nocode").expect(403);
        }
        assertThat(told(next(), "device.locked").at("/data/serial").asText()).isEqualTo(device.serial());

        server.advance(Duration.ofMinutes(2));
        Client again = client();
        again.code(
                        again.password("zoe", PASSWORD).expect(200),
                        device.serial(),
                        device.app().code())
                .expect(200);
        again.delete(ZOES + "?serial=" + device.serial() + "&reason=lost").expect(204);
        assertThat(told(next(), "device.lost").at("/data/serial").asText()).isEqualTo(device.serial());
    }

    @Test
    void theUseOfARecoveryCodeIsToldAndThatFewAreLeft() {
        subscribe(List.of("device.recovery_used", "device.recovery_low"));
        Enrolled device = enrolApp(signedIn("zoe"), "zoe", "phone");
        server.advance(STEP);
        Client owner = client();
        owner.code(
                        owner.password("zoe", PASSWORD),
                        device.serial(),
                        device.app().code())
                .expect(200);
        JsonNode codes = owner.post("/api/v1/users/zoe/recovery-codes", object())
                .expect(201)
                .body()
                .get("codes");
        for (int used = 1; used <= 7; used++) {
            Client.Answer step = client().password("zoe", PASSWORD);
            client().post(
                            "/api/v1/signin/" + step.text("signin") + "/factor",
                            object("recoveryCode", codes.get(used - 1).asText()))
                    .expect(200);
            List<Message> messages = used < 7 ? List.of(next()) : bothInOrder(next(), next());
            Message message = messages.get(0);
            JsonNode data = told(message, "device.recovery_used").path("data");
            assertThat(data.path("owner").asText()).isEqualTo("zoe");
            assertThat(data.path("recoveryCodesLeft").asInt()).isEqualTo(10 - used);
            assertThat(message.body()).doesNotContain(codes.get(used - 1).asText());
            assertThat(received).isEmpty();
            if (used == 7) {
                assertThat(told(messages.get(1), "device.recovery_low")
                                .at("/data/recoveryCodesLeft")
                                .asInt())
                        .isEqualTo(3);
            }
        }
    }

    /** What is written in one transaction is delivered in any order. */
    private static List<Message> bothInOrder(Message one, Message other) {
        return one.body().contains("device.recovery_used") ? List.of(one, other) : List.of(other, one);
    }

    @Test
    void onlyWhatWasAskedForIsTold() {
        subscribe(List.of("device.removed"));
        Client owner = signedIn("zoe");
        enrolKey(owner, securityKey(), "blue");
        server.put("marla", "Allow", "*");
        signedIn("marla")
                .delete(ZOES + "?serial=arn:aws:iam::" + RunningServer.ACCOUNT + ":u2f/user/zoe/blue")
                .expect(204);
        told(next(), "device.removed");
        assertThat(received).isEmpty();
    }

    @Test
    void whatFailsIsToldAgainUnderTheSameId() {
        status.set(503);
        subscribe(ALL);
        enrolApp(signedIn("zoe"), "zoe", "phone");
        Message first = next();
        Client marla = signedIn("marla");
        awaitFailing(marla, true);
        status.set(200);
        server.advance(Duration.ofSeconds(6));
        Message second = next();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.body()).isEqualTo(first.body());
        awaitFailing(marla, false);
        server.advance(Duration.ofDays(4));
        assertThat(received).isEmpty();
    }

    private static void awaitFailing(Client client, boolean failing) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (client.get(WEBHOOKS).expect(200).body().at("/webhooks/0").has("failingSince") != failing) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void aRefusedChangeTellsNothing() {
        subscribe(ALL);
        Client owner = signedIn("zoe");
        owner.post(ZOES + "/activation", object("serial", "GAHT99999999", "code1", "123456", "code2", "123456"))
                .expect(404);
        enrolApp(owner, "zoe", "phone");
        told(next(), "device.enrolled");
        assertThat(received).isEmpty();
    }

    @Test
    void itsSecretIsShownOnceAndItEndsWithItsRemoval() {
        Client marla = signedIn("marla");
        String id = marla.post(WEBHOOKS, wanted(url(), ALL)).expect(201).text("id");
        Client.Answer list = marla.get(WEBHOOKS).expect(200);
        assertThat(list.http().body()).doesNotContain("whsec_");
        assertThat(list.body().at("/webhooks/0/id").asText()).isEqualTo(id);
        assertThat(list.body().at("/webhooks/0/notices"))
                .extracting(JsonNode::asText)
                .isEqualTo(ALL);
        marla.delete(WEBHOOKS + "/" + id).expect(204);
        marla.delete(WEBHOOKS + "/" + id).expect(404);
        assertThat(marla.get(WEBHOOKS).body().path("webhooks")).isEmpty();
    }

    @Test
    void onlyWhoMayAndOnlyWhereTheServerMayCall() {
        signedIn("zoe").post(WEBHOOKS, wanted(url(), ALL)).expect(403);
        signedIn("zoe").get(WEBHOOKS).expect(403);
        client().get(WEBHOOKS).expect(401);
        Client marla = signedIn("marla");
        for (String url : List.of(
                "http://169.254.169.254/", "https://elsewhere.example/", "http://hooks.example.org/", "no url", "")) {
            marla.post(WEBHOOKS, wanted(url, ALL)).expect(400);
        }
        marla.post(WEBHOOKS, wanted(url(), List.of())).expect(400);
        marla.post(WEBHOOKS, wanted(url(), List.of("device.sold"))).expect(400);
        for (int i = 0; i < 10; i++) {
            marla.post(WEBHOOKS, wanted("https://hooks.example.org/" + i, ALL)).expect(201);
        }
        assertThat(marla.post(WEBHOOKS, wanted(url(), ALL)).expect(409).code()).isEqualTo("LimitExceeded");
    }
}
