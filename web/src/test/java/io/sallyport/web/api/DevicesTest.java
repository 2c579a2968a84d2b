// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static io.sallyport.web.api.Client.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.DeviceChanges;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.otp.AuthenticatorApp;
import java.util.Base64;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

class DevicesTest extends OneServer {
    @Test
    void appIsEnrolledByItsPictureAndSignsIn() {
        Enrolled enrolled = enrolApp(signedIn("zoe"), "zoe", "phone");
        server.advance(STEP);

        Client.Answer step = zoe.password("zoe", PASSWORD).expect(200);
        assertThat(step.text("status")).isEqualTo("FACTOR_REQUIRED");
        assertThat(step.body().get("factors")).hasSize(1);
        assertThat(step.body().get("factors").get(0).get("type").asText()).isEqualTo("app");
        assertThat(step.body().get("factors").get(0).get("enabledAt").asText()).isEqualTo("2026-03-01T09:00:40Z");
        assertThat(zoe.cookie()).isNull();
        assertThat(zoe.code(step, enrolled.serial(), enrolled.app().code())
                        .expect(200)
                        .text("status"))
                .isEqualTo("SIGNED_IN");
        assertThat(zoe.get("/api/v1/session").body().at("/mfa/method").asText()).isEqualTo("totp");
        assertThat(zoe.get("/api/v1/session").body().at("/mfa/serial").asText()).isEqualTo(enrolled.serial());
    }

    @Test
    void pictureAndTextHoldTheSameSecret() {
        Client.Answer begun = signedIn("zoe")
                .post(ZOES, object("type", "app", "name", "phone"))
                .expect(201);
        assertThat(begun.text("uri")).contains("secret=" + begun.text("secret"));
        assertThat(new Base32().decode(begun.text("secret"))).hasSize(40);
        AuthenticatorApp scanned = new AuthenticatorApp(server.clock());
        scanned.scan(Base64.getDecoder().decode(begun.text("qr")));
        AuthenticatorApp typed = new AuthenticatorApp(server.clock());
        typed.add(begun.text("uri"));
        assertThat(scanned.code()).isEqualTo(typed.code());
        assertThat(scanned.labels()).isEqualTo(typed.labels());
    }

    @Test
    void codeWorksOnce() {
        Enrolled enrolled = enrolApp(signedIn("zoe"), "zoe", "phone");
        server.advance(STEP);
        String code = enrolled.app().code();
        Client.Answer first = zoe.password("zoe", PASSWORD);
        zoe.code(first, enrolled.serial(), code).expect(200);
        zoe.code(first, enrolled.serial(), code).expect(404);

        Client.Answer replay = client().password("zoe", PASSWORD);
        assertThat(client().code(replay, enrolled.serial(), code).expect(403).code())
                .isEqualTo("InvalidAuthenticationCode");
        server.advance(STEP);
        client().code(replay, enrolled.serial(), enrolled.app().code()).expect(200);
    }

    @Test
    void enrolmentCodesDoNotSignIn() {
        AuthenticatorApp app = new AuthenticatorApp(server.clock());
        Client client = signedIn("zoe");
        Client.Answer begun = client.post(ZOES, object("type", "app", "name", "phone"));
        app.scan(Base64.getDecoder().decode(begun.text("qr")));
        String first = app.code();
        server.advance(STEP);
        String second = app.code();
        client.post(ZOES + "/activation", object("serial", begun.text("serial"), "code1", first, "code2", second))
                .expect(200);

        Client.Answer step = zoe.password("zoe", PASSWORD);
        for (String used : new String[] {first, second}) {
            assertThat(zoe.code(step, begun.text("serial"), used).expect(403).code())
                    .isEqualTo("InvalidAuthenticationCode");
        }
    }

    @Test
    void wrongCodesEnrolNothing() {
        Client client = signedIn("zoe");
        Client.Answer begun = client.post(ZOES, object("type", "app", "name", "phone"));
        AuthenticatorApp app = new AuthenticatorApp(server.clock());
        app.scan(Base64.getDecoder().decode(begun.text("qr")));
        String code = app.code();
        assertThat(client.post(
                                ZOES + "/activation",
                                object("serial", begun.text("serial"), "code1", code, "code2", code))
                        .expect(403)
                        .code())
                .isEqualTo("InvalidAuthenticationCode");
        assertThat(client.get(ZOES).body().get("devices")).isEmpty();
        assertThat(zoe.password("zoe", PASSWORD).text("status")).isEqualTo("SIGNED_IN");
    }

    @Test
    void keyIsEnrolledAndSignsIn() throws Exception {
        try (SecurityKey key = securityKey()) {
            Client client = signedIn("zoe");
            enrolKey(client, key, "blue");
            assertThat(client.get(ZOES).body().at("/devices/0/serial").asText())
                    .isEqualTo("arn:aws:iam::051826736434:u2f/user/zoe/blue");

            Client.Answer step = zoe.password("zoe", PASSWORD);
            String response = key.authenticate(
                    step.body().get("publicKey").toString(), server.origin().toString());
            String path = "/api/v1/signin/" + step.text("signin") + "/factor";
            assertThat(zoe.post(path, with(object(), "credential", response))
                            .expect(200)
                            .text("status"))
                    .isEqualTo("SIGNED_IN");
            assertThat(zoe.get("/api/v1/session").body().at("/mfa/method").asText())
                    .isEqualTo("fido");
            zoe.post(path, with(object(), "credential", response)).expect(404);

            Client.Answer later = zoe.password("zoe", PASSWORD);
            zoe.post("/api/v1/signin/" + later.text("signin") + "/factor", with(object(), "credential", response))
                    .expect(403);
        }
    }

    @Test
    void registrationIsFinishedOnceAndByItsOwner() throws Exception {
        try (SecurityKey key = securityKey()) {
            Client client = signedIn("zoe");
            Client.Answer begun = client.post(ZOES, object("type", "key"));
            String credential = key.register(
                    begun.body().get("publicKey").toString(), server.origin().toString());
            var finish =
                    with(object("registration", begun.text("registration"), "name", "k"), "credential", credential);
            signedIn("marla")
                    .post("/api/v1/users/marla/devices/activation", finish)
                    .expect(404);
            client.post(ZOES + "/activation", finish).expect(200);
            Client fresh = client();
            Client.Answer step = fresh.password("zoe", PASSWORD);
            String response = key.authenticate(
                    step.body().get("publicKey").toString(), server.origin().toString());
            fresh.post("/api/v1/signin/" + step.text("signin") + "/factor", with(object(), "credential", response))
                    .expect(200);
            fresh.post(ZOES + "/activation", finish).expect(404);
        }
    }

    @Test
    void secondDeviceNeedsTheFirst() {
        Client byPassword = signedIn("zoe");
        Enrolled enrolled = enrolApp(byPassword, "zoe", "phone");
        for (var wanted : new String[] {"app", "key"}) {
            assertThat(byPassword
                            .post(ZOES, object("type", wanted, "name", "second"))
                            .expect(403)
                            .code())
                    .isEqualTo("AccessDenied");
        }
        byPassword.delete(ZOES + "?serial=" + enrolled.serial()).expect(403);

        server.advance(STEP);
        Client.Answer step = zoe.password("zoe", PASSWORD);
        zoe.code(step, enrolled.serial(), enrolled.app().code()).expect(200);
        enrolApp(zoe, "zoe", "second");
        assertThat(zoe.get(ZOES).body().get("devices")).hasSize(2);

        server.advance(DeviceChanges.FRESH);
        zoe.post(ZOES, object("type", "app", "name", "third")).expect(403);
    }

    @Test
    void firstDeviceNeedsAPasswordJustGiven() {
        Client client = signedIn("zoe");
        server.advance(DeviceChanges.FRESH.plusSeconds(1));
        client.post(ZOES, object("type", "app", "name", "phone")).expect(403);
    }

    @Test
    void removedDeviceIsNotAskedForAnyMore() {
        Enrolled enrolled = enrolApp(signedIn("zoe"), "zoe", "phone");
        server.advance(STEP);
        Client.Answer step = zoe.password("zoe", PASSWORD);
        zoe.code(step, enrolled.serial(), enrolled.app().code()).expect(200);
        zoe.delete(ZOES + "?serial=" + enrolled.serial()).expect(204);
        zoe.delete(ZOES + "?serial=" + enrolled.serial()).expect(404);
        assertThat(client().password("zoe", PASSWORD).text("status")).isEqualTo("SIGNED_IN");
    }
}
