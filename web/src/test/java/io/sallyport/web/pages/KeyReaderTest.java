// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.name.UserName;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.web.RunningServer;
import io.sallyport.web.cli.signin.Person;
import io.sallyport.web.kiosk.KioskSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the key reader refuses, whoever asks; after each refusal nothing is enrolled. */
class KeyReaderTest {
    private static final String PASSWORD = "correct Horse 7";

    private RunningServer server;
    private OneReader reader;
    private ReaderClient page;
    private Person zoe;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = RunningServer.in(directory);
        server.addUser("zoe", PASSWORD);
        reader = new OneReader(server.origin());
        page = ReaderClient.page(reader, server.origin());
        zoe = Person.user(server.origin(), RunningServer.ALIAS, "zoe", PASSWORD);
        assertThat(zoe.enterPassword().text("status")).isEqualTo("SIGNED_IN");
    }

    @AfterEach
    void stop() throws IOException {
        reader.close();
        List<MfaDevice> enrolled = new ArrayList<>();
        server.change(account -> enrolled.addAll(account.mfaDevices()
                .of(account.users().require(new UserName("zoe")).id())));
        server.close();
        assertThat(enrolled).isEmpty();
    }

    private Person.Reply registration() throws Exception {
        return zoe.device(Map.of("type", "key"));
    }

    private String begun() throws Exception {
        ReaderClient.Answer answer = page.begin(registration().text("registration"));
        assertThat(answer.status()).as(answer.words()).isEqualTo(201);
        return answer.json().path("enrolment").asText();
    }

    private static void refused(JsonNode told, String words) {
        assertThat(told.path("state").asText()).as(told.toString()).isEqualTo("REFUSED");
        assertThat(told.path("words").asText()).contains(words);
    }

    // Who may ask

    @Test
    void aPageOfAnotherSiteIsNotAnswered() throws Exception {
        for (String origin : List.of("http://localhost", "https://evil.example", "null", "http://127.0.0.1:8080", "")) {
            page.with("Origin", origin.isEmpty() ? null : origin);
            for (String method : List.of("GET", "OPTIONS", "POST")) {
                ReaderClient.Answer answer = page.send(method, "/", "");
                assertThat(answer.status()).as(method).isEqualTo(403);
                assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            }
            assertThat(page.begin(registration().text("registration")).status()).isEqualTo(403);
        }
    }

    @Test
    void aNameThatSomebodyElseLetsLeadHereIsNotAnswered() throws Exception {
        for (String host :
                List.of("evil.example", "evil.example:%d", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:%d")) {
            page.with("Host", String.format(host, reader.uri().getPort()));
            assertThat(page.send("GET", "/", "").status()).isEqualTo(421);
        }
    }

    @Test
    void theSitesOwnPageMayAskAcrossNetworksAsItsBrowserWantsToKnow() throws Exception {
        ReaderClient.Answer answer = page.with("Access-Control-Request-Private-Network", "true")
                .with("Access-Control-Request-Method", "POST")
                .with("X-Sallyport-Pairing", null)
                .send("OPTIONS", "/enrolments", "");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin"))
                .contains(server.origin().toString());
        assertThat(answer.header("Access-Control-Allow-Private-Network")).contains("true");
    }

    @Test
    void whoDoesNotKnowThePairingCodeBeginsNothing() throws Exception {
        String id = registration().text("registration");
        for (String code : new String[] {null, "", "0000-0000-0000-0000"}) {
            page.with("X-Sallyport-Pairing", code);
            assertThat(page.send("GET", "/", "").json().path("paired").asBoolean())
                    .isFalse();
            assertThat(page.begin(id).status()).isEqualTo(401);
        }
    }

    @Test
    void anEnrolmentIsKnownToThePageThatBeganItOnly() throws Exception {
        begun();
        assertThat(page.send("GET", "/enrolments/guessed", "").status()).isEqualTo(404);
    }

    // What is signed

    @Test
    void aSignInsChallengeIsNotSignedNorTold() throws Exception {
        server.change(account -> account.ceremonies()
                .begin(new Ceremony(
                        "051826736434-" + "a".repeat(43),
                        Ceremony.Kind.SIGN_IN_FACTOR,
                        account.users().require(new UserName("zoe")).id(),
                        "{}",
                        server.clock().instant().plus(Ceremony.LIFETIME))));
        ReaderClient.Answer answer = page.begin("051826736434-" + "a".repeat(43));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.words()).contains("the server knows of no such registration");
    }

    @Test
    void whatNamesNoCeremonyIsRefused() throws Exception {
        for (String id : List.of("", "../../signin", "x?y=1", "nothing")) {
            assertThat(page.begin(id).status()).isEqualTo(409);
        }
    }

    @Test
    void aRegistrationThatExpiredIsRefused() throws Exception {
        String id = registration().text("registration");
        server.advance(Ceremony.LIFETIME.plusSeconds(1));
        assertThat(page.begin(id).words()).contains("it took too long, or was used");
    }

    @Test
    void aRegistrationThatWasUsedIsRefused() throws Exception {
        Person.Reply used = registration();
        assertThat(zoe.finishKey(used, "blue", "{\"id\":\"x\"}").status()).isGreaterThanOrEqualTo(400);
        server.change(account -> account.ceremonies()
                .find(
                        used.text("registration"),
                        Ceremony.Kind.KEY_REGISTRATION,
                        server.clock().instant())
                .ifPresent(account.ceremonies()::end));
        assertThat(page.begin(used.text("registration")).words()).contains("was used");
    }

    @Test
    void anotherProofIsNotSigned() throws Exception {
        String enrolment = begun();
        reader.plugIn(reader.key());
        page.until(enrolment, "REGISTERED");
        // That of another key, by the same person.
        Person.Reply another = registration();
        SimulatedSecurityKey key = reader.key();
        try (LoopbackPort port = key.attachTcp(0);
                SecurityKey open = SecurityKey.open(
                        TcpKey.parse("ctaphid:127.0.0.1:" + port.port()).open(), Clock.systemUTC())) {
            String credential = open.register(
                    another.json().path("publicKey").toString(), server.origin().toString());
            Person.Reply proof = zoe.prove(another, credential);
            assertThat(proof.status()).isEqualTo(201);
            page.send("POST", "/enrolments/" + enrolment + "/proof", "{\"proof\":\"" + proof.text("proof") + "\"}");
        }
        refused(page.until(enrolment, "PROVEN"), "no proof of the key that was just registered");
    }

    @Test
    void aSiteThatCallsItselfOtherwiseGetsNothingSigned() throws Exception {
        String told = "{\"kind\":\"KEY_REGISTRATION\",\"publicKey\":{\"rp\":{\"id\":\"bank.example\"}}}";
        HttpServer other = server(told);
        URI site = URI.create("http://localhost:" + other.getAddress().getPort());
        try (OneReader elsewhere = new OneReader(site)) {
            assertThat(ReaderClient.page(elsewhere, site)
                            .begin("some-registration")
                            .words())
                    .contains("calls itself bank.example", "signs for localhost only");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aKeyThatIsToVerifyItsHolderAndCannotYetGetsAPin() throws Exception {
        JsonNode asked = registration().json().path("publicKey");
        ((ObjectNode) asked).putObject("authenticatorSelection").put("userVerification", "required");
        HttpServer strict = server("{\"kind\":\"KEY_REGISTRATION\",\"publicKey\":" + asked + "}");
        URI site = URI.create("http://localhost:" + strict.getAddress().getPort());
        try (OneReader elsewhere = new OneReader(site)) {
            ReaderClient there = ReaderClient.page(elsewhere, site);
            String enrolment = there.begin("strict").json().path("enrolment").asText();
            elsewhere.plugIn(elsewhere.key());
            there.until(enrolment, "NEW_PIN");
            assertThat(there.send("POST", "/enrolments/" + enrolment + "/pin", "{\"pin\":\"1\"}")
                            .status())
                    .isEqualTo(204);
            assertThat(there.until(enrolment, told -> told.hasNonNull("words"))
                            .path("words")
                            .asText())
                    .contains("4 characters at least");
            there.send("POST", "/enrolments/" + enrolment + "/pin", "{\"pin\":\"2468013\"}");
            assertThat(there.until(enrolment, "REGISTERED").path("state").asText())
                    .isEqualTo("REGISTERED");
        } finally {
            strict.stop(0);
        }
    }

    private static HttpServer server(String told) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = told.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        return other;
    }

    @Test
    void aServerThatCannotBeReachedIsSaid() throws Exception {
        URI nobody = URI.create("http://localhost:1");
        try (OneReader alone = new OneReader(nobody)) {
            assertThat(ReaderClient.page(alone, nobody)
                            .begin("some-registration")
                            .words())
                    .contains("cannot reach http://localhost:1");
        }
    }

    // Which key

    @Test
    void aKeyThatWasThereBeforeCountsOnceItWasPulledOut() throws Exception {
        SimulatedSecurityKey key = reader.key();
        LoopbackPort port = reader.plugIn(key);
        String enrolment = begun();
        JsonNode told = page.until(enrolment, step -> step.hasNonNull("words"));
        assertThat(told.path("words").asText()).contains("pull it out, and plug it in again");
        port.close();
        page.until(enrolment, step -> !step.hasNonNull("words"));
        reader.plugInAgain(key);
        assertThat(page.until(enrolment, "REGISTERED").path("state").asText()).isEqualTo("REGISTERED");
    }

    @Test
    void twoKeysAtOnceAreRefused() throws Exception {
        String enrolment = begun();
        reader.plugIn(reader.key(Products.YUBIKEY_5_4, Presence.absent()));
        reader.plugIn(reader.key(Products.YUBIKEY_5_7, Presence.absent()));
        refused(page.until(enrolment, "REGISTERED"), "two security keys were plugged in");
    }

    @Test
    void aKeyThatIsPulledOutWhileItBlinksEndsIt() throws Exception {
        String enrolment = begun();
        LoopbackPort port = reader.plugIn(reader.key(Products.YUBIKEY_5_4, Presence.absent()));
        page.until(enrolment, "TOUCH");
        port.close();
        assertThat(page.until(enrolment, "PROVEN").path("state").asText()).isEqualTo("REFUSED");
    }

    @Test
    void aKeyThatIsPulledOutBeforeItIsTriedIsNotEnrolled() throws Exception {
        Person.Reply begun = registration();
        String enrolment =
                page.begin(begun.text("registration")).json().path("enrolment").asText();
        LoopbackPort port = reader.plugIn(reader.key());
        String credential =
                page.until(enrolment, "REGISTERED").path("credential").toString();
        port.close();
        Person.Reply proof = zoe.prove(begun, credential);
        page.send("POST", "/enrolments/" + enrolment + "/proof", "{\"proof\":\"" + proof.text("proof") + "\"}");
        assertThat(page.until(enrolment, "PROVEN").path("state").asText()).isEqualTo("REFUSED");
    }

    @Test
    void theNextEnrolmentEndsTheOneBefore() throws Exception {
        String first = begun();
        begun();
        assertThat(page.send("GET", "/enrolments/" + first, "").status()).isEqualTo(404);
    }

    // How it is set up

    @Test
    void itListensOnThisMachineOnlyAndAsksFarServersByTlsOnly() {
        for (String server :
                List.of("http://iam.example.org", "ftp://localhost", "localhost:8080", "https://a@b.example")) {
            assertThatIllegalArgumentException()
                    .as(server)
                    .isThrownBy(() -> KioskSite.of(URI.create(server), Optional.empty()));
        }
        assertThat(KioskSite.of(URI.create("http://127.0.0.1:8080/kiosk"), Optional.empty())
                        .origin())
                .hasToString("http://localhost:8080");
        assertThat(KioskSite.of(URI.create("https://IAM.example.org:443"), Optional.empty())
                        .origin())
                .hasToString("https://iam.example.org");
        assertThat(KioskSite.isLoopback("0.0.0.0")).isFalse();
        assertThat(KioskSite.isLoopback("192.0.2.1")).isFalse();
    }
}
