// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DevicePermissionsTest extends OneServer {
    @Test
    void nobodyEnrolsForSomebodyElse() {
        server.put("marla", "Allow", "*");
        Client marla = signedIn("marla");
        assertThat(marla.post(ZOES, object("type", "app", "name", "trap"))
                        .expect(403)
                        .code())
                .isEqualTo("AccessDenied");
        Client.Answer hers = signedIn("zoe").post(ZOES, object("type", "app", "name", "phone"));
        marla.post(ZOES + "/activation", object("serial", hers.text("serial"), "code1", "123456", "code2", "654321"))
                .expect(403);
        marla.post("/api/v1/root/devices", object("type", "app", "name", "trap"))
                .expect(403);
    }

    @Test
    void operatorWithThePermissionRemovesSomebodysDevice() {
        Enrolled enrolled = enrolApp(signedIn("zoe"), "zoe", "phone");
        Client marla = signedIn("marla");
        String device = ZOES + "?serial=" + enrolled.serial();
        assertThat(marla.delete(device).expect(403).code()).isEqualTo("AccessDenied");
        marla.get(ZOES).expect(403);

        server.put("marla", "Allow", "iam:DeactivateMFADevice");
        marla.delete(device).expect(204);
        assertThat(zoe.password("zoe", PASSWORD).text("status")).isEqualTo("SIGNED_IN");
    }

    @Test
    void explicitDenyStandsAgainstOnesOwnRight() {
        server.put("zoe", "Deny", "iam:EnableMFADevice");
        Client client = signedIn("zoe");
        client.post(ZOES, object("type", "app", "name", "phone")).expect(403);
        client.get(ZOES).expect(200);
    }

    @Test
    void deviceOfAnotherIsNotRemovedUnderOnesOwnName() {
        Enrolled enrolled = enrolApp(signedIn("zoe"), "zoe", "phone");
        signedIn("marla")
                .delete("/api/v1/users/marla/devices?serial=" + enrolled.serial())
                .expect(404);
        assertThat(zoe.password("zoe", PASSWORD).text("status")).isEqualTo("FACTOR_REQUIRED");
    }

    @Test
    void appOfAnotherDoesNotSignIn() {
        Enrolled zoes = enrolApp(signedIn("zoe"), "zoe", "phone");
        Enrolled marlas = enrolApp(signedIn("marla"), "marla", "marlas");
        server.advance(STEP);
        Client.Answer step = zoe.password("zoe", PASSWORD);
        zoe.code(step, marlas.serial(), marlas.app().code()).expect(403);
        zoe.code(step, zoes.serial(), marlas.app().code()).expect(403);
        zoe.code(step, zoes.serial(), zoes.app().code()).expect(200);
    }

    @Test
    void nobodyTakesRootsDeviceOverTheWireButRoot() {
        server.put("marla", "Allow", "*");
        Client marla = signedIn("marla");
        marla.get("/api/v1/root/devices").expect(200);
        assertThat(marla.delete("/api/v1/root/devices?serial=arn:aws:iam::051826736434:mfa/roots")
                        .expect(403)
                        .code())
                .isEqualTo("AccessDenied");
    }
}
