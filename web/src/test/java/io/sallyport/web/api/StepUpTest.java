// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.credential.BrowserSession;
import io.sallyport.hardware.ctap.SecurityKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepUpTest extends OneServer {
    private static final String FACTOR = "/api/v1/session/factor";
    private static final Duration LATER = Duration.ofMinutes(20);

    private Client.Answer begin(Client client) {
        Client.Answer begun = client.post(FACTOR, object()).expect(200);
        assertThat(begun.text("status")).isEqualTo("FACTOR_REQUIRED");
        return begun;
    }

    private static Client.Answer show(Client client, Client.Answer begun, Enrolled device, String code) {
        return client.post(FACTOR + "/" + begun.text("signin"), object("serial", device.serial(), "code", code));
    }

    private Client signedInWith(Enrolled device) {
        server.advance(STEP);
        Client client = client();
        Client.Answer step = client.password("zoe", PASSWORD).expect(200);
        client.code(step, device.serial(), device.app().code()).expect(200);
        return client;
    }

    @Test
    void aFactorGrowsTooOldUntilItIsShownAgain() {
        Enrolled device = enrolApp(signedIn("zoe"), "zoe", "phone");
        Client client = signedInWith(device);
        client.get("/api/v1/session?max_age=60").expect(200);
        server.advance(LATER);
        assertThat(client.get("/api/v1/session?max_age=60").expect(403).code()).isEqualTo("FactorTooOld");
        client.get("/api/v1/session?max_age=1300").expect(200);
        assertThat(client.delete(ZOES + "?serial=" + device.serial()).status()).isEqualTo(403);

        String old = client.cookie();
        Client.Answer begun = begin(client);
        assertThat(show(client, begun, device, device.app().code()).expect(200).text("status"))
                .isEqualTo("SIGNED_IN");
        assertThat(client.cookie()).isNotEqualTo(old);
        Client.Answer session = client.get("/api/v1/session?max_age=0").expect(200);
        assertThat(Instant.parse(session.body().at("/mfa/at").asText()))
                .isEqualTo(server.clock().instant());
        Client thief = client();
        thief.holdCookie(old);
        thief.get("/api/v1/session").expect(401);
        thief.post(FACTOR, object()).expect(401);
    }

    @Test
    void nothingIsAskedWhileTheFactorIsYoungEnough() {
        Client client = signedInWith(enrolApp(signedIn("zoe"), "zoe", "phone"));
        String cookie = client.cookie();
        assertThat(client.post(FACTOR + "?max_age=60", object()).expect(200).text("status"))
                .isEqualTo("SIGNED_IN");
        assertThat(client.cookie()).isEqualTo(cookie);
        server.advance(LATER);
        assertThat(client.post(FACTOR + "?max_age=60", object()).expect(200).text("status"))
                .isEqualTo("FACTOR_REQUIRED");
    }

    @Test
    void theSessionEndsWhenItWouldHave() {
        Enrolled device = enrolApp(signedIn("zoe"), "zoe", "phone");
        Client client = signedInWith(device);
        server.advance(LATER);
        show(client, begin(client), device, device.app().code()).expect(200);
        server.advance(BrowserSession.LIFETIME.minus(LATER).minusSeconds(1));
        client.get("/api/v1/session").expect(200);
        server.advance(Duration.ofSeconds(2));
        client.get("/api/v1/session").expect(401);
    }

    @Test
    void aSessionWithoutAFactorGetsOne() {
        Client early = signedIn("zoe");
        Enrolled device = enrolApp(early, "zoe", "phone");
        assertThat(early.get("/api/v1/session?max_age=600").expect(403).code()).isEqualTo("FactorTooOld");
        server.advance(STEP);
        show(early, begin(early), device, device.app().code()).expect(200);
        early.get("/api/v1/session?max_age=600").expect(200);
    }

    @Test
    void aKeysChallengeIsUsedUp() {
        Client client = signedIn("zoe");
        SecurityKey key = securityKey();
        enrolKey(client, key, "blue");
        Client.Answer begun = begin(client);
        String assertion = key.authenticate(
                begun.body().get("publicKey").toString(), server.origin().toString());
        String path = FACTOR + "/" + begun.text("signin");
        client.post(path, Client.with(object(), "credential", assertion)).expect(200);
        assertThat(client.get("/api/v1/session?max_age=5")
                        .expect(200)
                        .body()
                        .at("/mfa/method")
                        .asText())
                .isEqualTo("fido");
        client.post(path, Client.with(object(), "credential", assertion)).expect(404);
    }

    @Test
    void aWrongOrUsedCodeChangesNothingAndAnotherPersonsAskingIsNotFound() {
        Enrolled device = enrolApp(signedIn("zoe"), "zoe", "phone");
        Client client = signedInWith(device);
        server.advance(LATER);
        Client.Answer begun = begin(client);
        String cookie = client.cookie();
        String code = device.app().code();
        show(client, begun, device, code.equals("000000") ? "000001" : "000000").expect(403);
        assertThat(client.cookie()).isEqualTo(cookie);
        show(signedIn("marla"), begun, device, code).expect(404);
        show(client, begun, device, code).expect(200);
        show(client, begin(client), device, code).expect(403);
    }

    @Test
    void whoHasNoDeviceIsToldSo() {
        assertThat(signedIn("marla").post(FACTOR, object()).expect(403).code()).isEqualTo("AccessDenied");
        client().post(FACTOR, object()).expect(401);
    }

    @Test
    void anAgeThatIsNoneIsRefused() {
        Client client = signedIn("zoe");
        for (String age : List.of("", "-1", "x", "1.5", "1000000000")) {
            client.get("/api/v1/session?max_age=" + age).expect(400);
            client.post(FACTOR + "?max_age=" + age, object()).expect(400);
        }
    }
}
