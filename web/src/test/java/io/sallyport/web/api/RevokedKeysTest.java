// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a key once FIDO's metadata reports its model as revoked. */
class RevokedKeysTest extends OneKeyServer {
    private static final String REVOKED = "/api/v1/security-keys/revoked";

    @BeforeEach
    void letMarlaLook() {
        server.running().put("marla", "Allow", "sallyport:ListRevokedSecurityKeys");
    }

    @Test
    void theyAreListedWhetherTheAccountSuspendsThemOrNot() throws IOException {
        server.suspend(false);
        try (SecurityKey key = server.plugIn(server.made(MODEL))) {
            server.register(server.signedIn("zoe"), "zoe", key).expect(200);
            Client marla = server.signedIn("marla");
            assertThat(marla.get(REVOKED).expect(200).body().get("keys")).isEmpty();
            server.revoke(MODEL);
            JsonNode listed = marla.get(REVOKED).expect(200).body();
            assertThat(listed.get("suspended").asBoolean()).isFalse();
            assertThat(listed.get("keys")).hasSize(1);
            JsonNode one = listed.at("/keys/0");
            assertThat(one.get("user").asText()).isEqualTo("zoe");
            assertThat(one.get("serial").asText()).contains(":u2f/user/zoe/blue");
            assertThat(one.get("model").asText()).isNotEmpty();
            assertThat(one.get("reports").toString()).contains("\"REVOKED\"");
            Client zoe = client();
            server.signIn(zoe, "zoe", key).expect(200);
            zoe.get(REVOKED).expect(403);

            server.suspend(true);
            JsonNode suspended = marla.get(REVOKED).expect(200).body();
            assertThat(suspended.get("suspended").asBoolean()).isTrue();
            assertThat(suspended.get("keys")).isEqualTo(listed.get("keys"));
            zoe.get("/api/v1/session").expect(401);
        }
    }

    @Test
    void itsOwnerGetsInByARecoveryCode() throws IOException {
        server.suspend(true);
        try (SecurityKey key = server.plugIn(server.made(MODEL))) {
            server.register(server.signedIn("zoe"), "zoe", key).expect(200);
            Client zoe = client();
            server.signIn(zoe, "zoe", key).expect(200);
            String code = zoe.post("/api/v1/users/zoe/recovery-codes", object())
                    .expect(201)
                    .body()
                    .at("/codes/0")
                    .asText();
            server.revoke(MODEL);
            server.signIn(client(), "zoe", key).expect(403);
            assertThat(server.reason("CheckMfa")).isEqualTo("model-revoked");

            Client recovered = client();
            Client.Answer step = recovered.password("zoe", OneServer.PASSWORD).expect(200);
            assertThat(step.text("status")).isEqualTo("FACTOR_REQUIRED");
            recovered
                    .post("/api/v1/signin/" + step.text("signin") + "/factor", object("recoveryCode", code))
                    .expect(200);
            recovered.get("/api/v1/session").expect(200);
        }
    }

    @Test
    void itsOwnerGetsInByAnotherDevice() throws IOException {
        server.suspend(true);
        try (SecurityKey key = server.plugIn(server.made(MODEL));
                SecurityKey other = server.plugIn(server.made(Products.YUBIKEY_4))) {
            Client zoe = server.signedIn("zoe");
            server.register(zoe, "zoe", key).expect(200);
            zoe = client();
            server.signIn(zoe, "zoe", key).expect(200);
            server.register(zoe, "zoe", other, "other").expect(200);
            Client byOther = client();
            server.signIn(byOther, "zoe", other).expect(200);
            server.revoke(MODEL);
            zoe.get("/api/v1/session").expect(401);
            byOther.get("/api/v1/session").expect(200);
            server.signIn(client(), "zoe", key).expect(403);
            assertThat(server.reason("CheckMfa")).isEqualTo("model-revoked");
            Client after = client();
            server.signIn(after, "zoe", other).expect(200);
            // There she takes off what is of no use any more.
            JsonNode devices =
                    after.get("/api/v1/users/zoe/devices").expect(200).body().get("devices");
            assertThat(devices).hasSize(2);
            after.deleteNothing("/api/v1/users/zoe/devices?serial="
                    + devices.get(0).get("serial").asText());
            assertThat(after.get("/api/v1/users/zoe/devices")
                            .expect(200)
                            .body()
                            .at("/devices/0/serial")
                            .asText())
                    .contains("/other");
        }
    }

    @Test
    void itsSessionsStayEndedWhenItIsTakenOffAndAnotherTakesItsName() throws IOException {
        server.suspend(true);
        try (SecurityKey key = server.plugIn(server.made(MODEL));
                SecurityKey other = server.plugIn(server.made(Products.YUBIKEY_4));
                SecurityKey successor = server.plugIn(server.made(Products.YUBIKEY_5_7))) {
            server.register(server.signedIn("zoe"), "zoe", key).expect(200);
            Client zoe = client();
            server.signIn(zoe, "zoe", key).expect(200);
            server.register(zoe, "zoe", other, "other").expect(200);
            String serial = zoe.get("/api/v1/users/zoe/devices")
                    .expect(200)
                    .body()
                    .at("/devices/0/serial")
                    .asText();
            assertThat(serial).contains("/blue");
            server.revoke(MODEL);
            zoe.get("/api/v1/session").expect(401);

            Client byOther = client();
            server.signIn(byOther, "zoe", other).expect(200);
            byOther.deleteNothing("/api/v1/users/zoe/devices?serial=" + serial);
            zoe.get("/api/v1/session").expect(401);
            byOther.get("/api/v1/session").expect(200);

            server.register(byOther, "zoe", successor, "blue").expect(200);
            zoe.get("/api/v1/session").expect(401);
            Client bySuccessor = client();
            server.signIn(bySuccessor, "zoe", successor).expect(200);
            bySuccessor.get("/api/v1/session").expect(200);
        }
    }

    @Test
    void theHelpDeskLetsItsOwnerEnrolAnother() throws IOException {
        server.suspend(true);
        server.running().put("marla", "Allow", "*");
        try (SecurityKey key = server.plugIn(server.made(MODEL));
                SecurityKey other = server.plugIn(server.made(Products.YUBIKEY_5_7))) {
            server.register(server.signedIn("zoe"), "zoe", key).expect(200);
            server.revoke(MODEL);
            server.signIn(client(), "zoe", key).expect(403);

            String code = server.signedIn("marla")
                    .post("/api/v1/help-desk/requests", object("user", "zoe"))
                    .expect(201)
                    .text("code");
            Client zoe = client();
            Client.Answer step = zoe.password("zoe", OneServer.PASSWORD).expect(200);
            zoe.post("/api/v1/signin/" + step.text("signin") + "/factor", object("accessCode", code))
                    .expect(200);
            server.register(zoe, "zoe", other, "green").expect(200);
            Client in = client();
            server.signIn(in, "zoe", other).expect(200);
            in.get("/api/v1/session").expect(200);
        }
    }
}
