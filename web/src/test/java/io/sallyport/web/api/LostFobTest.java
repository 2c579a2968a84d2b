// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Fob;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** She lost her fob: from the loss to the sign-in with the new one, as the help desk does it. */
class LostFobTest extends HelpDeskServer {
    private static final String CSV = """
            GAHT00000001,3132333435363738393031323334353637383930,TOTP,6,30
            GAHT00000002,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30
            """;

    private List<Fob> fobs() throws IOException {
        return SeedFile.oathCsv(new StringReader(CSV)).stream()
                .map(seed -> fob(seed))
                .toList();
    }

    /** A year on a shelf, and two minutes slow. */
    private Fob fob(TokenSeed seed) {
        return Fob.drifting(seed, server.clock(), -4, server.clock().instant().minus(Duration.ofDays(365)));
    }

    private void stock() throws IOException {
        for (TokenSeed seed : SeedFile.oathCsv(new StringReader(CSV))) {
            server.stock(
                    CodeDevice.newFob(new MfaSerial(seed.serial()), seed.parameters(), seed.counter(), seed.drift()),
                    seed.seed());
        }
    }

    private void enrol(Client client, Fob fob) {
        String first = fob.press();
        server.advance(STEP);
        client.post(ZOES, object("type", "fob", "serial", fob.serial(), "code1", first, "code2", fob.press()))
                .expect(201);
        server.advance(STEP);
    }

    private Client signedInWith(Fob fob) {
        Client client = client();
        client.code(client.password("zoe", PASSWORD), fob.serial(), fob.press()).expect(200);
        server.advance(STEP);
        return client;
    }

    private ListAppender<ILoggingEvent> logged() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(appender);
        return appender;
    }

    @Test
    void fromTheLossToTheNewFob() throws IOException {
        staff("olga", "sallyport/SallyportOperator");
        staff("adam", "sallyport/SallyportAuditor");
        fourEyes();
        ListAppender<ILoggingEvent> log = logged();
        Client olga = signedIn("olga");
        olga.send(olga.request("/api/v1/fobs").POST(HttpRequest.BodyPublishers.ofString(CSV)))
                .expect(201);
        Fob old = fobs().get(0);
        Fob fresh = fobs().get(1);
        enrol(signedIn("zoe"), old);
        Client before = signedInWith(old);

        // She calls. Dora looks her up, and takes the fob from her and all her sessions.
        Client dora = signedIn("dora");
        JsonNode devices = dora.get(ZOES).expect(200).body().get("devices");
        assertThat(devices.findValuesAsText("serial")).containsExactly(old.serial());
        Client.Answer asked = dora.post(
                        REQUESTS, object("user", "zoe", "lost", old.serial(), "reason", "somewhere in town"))
                .expect(201);
        String request = asked.text("id");
        assertThat(asked.body().at("/holds").asBoolean()).isTrue();
        before.get("/api/v1/session").expect(401);
        assertThat(dora.get(ZOES).body().get("devices")).isEmpty();

        // Whoever found the fob and her password gets nowhere, now or after the code's time.
        Client finder = client();
        Client.Answer step = password(finder, "zoe");
        finder.code(step, old.serial(), old.press()).expect(403);
        finder.get("/api/v1/session").expect(401);

        // Dick agrees, and tells her the code.
        String code = approve(signedIn("dick"), request).expect(200).text("code");
        Client zoes = signedInBy("zoe", code.toLowerCase(Locale.ROOT).replace("-", " "));
        zoes.get(REQUESTS).expect(403);
        enrol(zoes, fresh);
        assertThat(signedInWith(fresh)
                        .get("/api/v1/session")
                        .body()
                        .at("/mfa/serial")
                        .asText())
                .isEqualTo(fresh.serial());
        show(client(), password2(), code).expect(403);

        // One story, told to whoever audits.
        Client.Answer told = state(signedIn("adam"), request);
        assertThat(told.text("state")).isEqualTo("USED");
        assertThat(told.text("lost")).isEqualTo(old.serial());
        assertThat(told.text("enrolled")).isEqualTo(fresh.serial());
        assertThat(told.body().at("/holds").asBoolean()).isFalse();
        assertThat(story(request))
                .containsExactly(
                        "DeactivateMFADevice",
                        "RevokeSessions",
                        "RequestAccessCode",
                        "IssueAccessCode",
                        "ApproveAccessCode",
                        "CheckMfa",
                        "UseAccessCode",
                        "ConsoleLogin",
                        "EnableMFADevice");
        assertUnknownToTheLog(code);
        assertThat(log.list)
                .noneMatch(line -> line.getFormattedMessage()
                        .toUpperCase(Locale.ROOT)
                        .replace("-", "")
                        .contains(code.replace("-", "")));
    }

    /** She has a device again: what is asked for is that, and the sign-in waits all the same. */
    private Client.Answer password2() {
        Client.Answer step = client().password("zoe", PASSWORD).expect(200);
        assertThat(step.text("status")).isEqualTo("FACTOR_REQUIRED");
        assertThat(step.body().get("factors").findValuesAsText("type")).doesNotContain("accessCode");
        return step;
    }

    @Test
    void aLostDeviceLeavesNoWayInByPasswordAloneUntilThereIsAnother() throws IOException {
        stock();
        Fob old = fobs().get(0);
        enrol(signedIn("zoe"), old);
        Client dora = signedIn("dora");
        String first = dora.post(REQUESTS, object("user", "zoe", "lost", old.serial()))
                .expect(201)
                .text("id");
        server.advance(Duration.ofMinutes(16));
        assertThat(state(dora, first).text("state")).isEqualTo("EXPIRED");
        password(client(), "zoe");
        assertThat(dora.get(REQUESTS).body().get("requests").findValuesAsText("id"))
                .containsExactly(first);
        // Another code, half used: she signs in and enrols nothing.
        String second = ask(dora, "zoe").expect(201).text("code");
        signedInBy("zoe", second);
        password(client(), "zoe");
        // A key does as well as a fob.
        try (SecurityKey key = securityKey()) {
            Client third = signedInBy("zoe", ask(dora, "zoe").expect(201).text("code"));
            enrolKey(third, key, "blue");
            Client.Answer step = client().password("zoe", PASSWORD).expect(200);
            assertThat(step.body().get("factors").findValuesAsText("type")).doesNotContain("accessCode");
            assertThat(dora.get(REQUESTS).body().get("requests")).isEmpty();
        }
    }

    @Test
    void aFobThatIsFoundAgainIsWithdrawnFromTheStory() throws IOException {
        stock();
        Fob old = fobs().get(0);
        enrol(signedIn("zoe"), old);
        Client dora = signedIn("dora");
        String request = dora.post(REQUESTS, object("user", "zoe", "lost", old.serial()))
                .expect(201)
                .text("id");
        dora.delete(REQUESTS + "/" + request).expect(200);
        signedIn("zoe");
        // It was hers; whose it is not is nobody's to lose.
        dora.post(REQUESTS, object("user", "zoe", "lost", old.serial())).expect(404);
    }
}
