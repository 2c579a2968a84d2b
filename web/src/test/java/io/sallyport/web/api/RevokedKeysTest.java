// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.metadata.ModelStatus;
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
        suspend(false);
        try (SecurityKey key = server.plugIn(server.made(MODEL))) {
            server.register(server.signedIn("zoe"), "zoe", key).expect(200);
            Client marla = server.signedIn("marla");
            assertThat(marla.get(REVOKED).expect(200).body().get("keys")).isEmpty();
            report(ModelStatus.REVOKED);
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

            suspend(true);
            JsonNode suspended = marla.get(REVOKED).expect(200).body();
            assertThat(suspended.get("suspended").asBoolean()).isTrue();
            assertThat(suspended.get("keys")).isEqualTo(listed.get("keys"));
            zoe.get("/api/v1/session").expect(401);
        }
    }

    @Test
    void itsOwnerGetsInByARecoveryCode() throws IOException {
        suspend(true);
        try (SecurityKey key = server.plugIn(server.made(MODEL))) {
            server.register(server.signedIn("zoe"), "zoe", key).expect(200);
            Client zoe = client();
            server.signIn(zoe, "zoe", key).expect(200);
            String code = zoe.post("/api/v1/users/zoe/recovery-codes", object())
                    .expect(201)
                    .body()
                    .at("/codes/0")
                    .asText();
            report(ModelStatus.REVOKED);
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
        suspend(true);
        try (SecurityKey key = server.plugIn(server.made(MODEL));
                SecurityKey other = server.plugIn(server.made(Products.YUBIKEY_4))) {
            Client zoe = server.signedIn("zoe");
            server.register(zoe, "zoe", key).expect(200);
            zoe = client();
            server.signIn(zoe, "zoe", key).expect(200);
            server.register(zoe, "zoe", other, "other").expect(200);
            Client byOther = client();
            server.signIn(byOther, "zoe", other).expect(200);
            report(ModelStatus.REVOKED);
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
}
