// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.metadata.ModelStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a key once FIDO's metadata reports its model as revoked. */
class RevokedKeysTest {
    private static final String REVOKED = "/api/v1/security-keys/revoked";
    private static final KeyProfile MODEL = Products.YUBIKEY_5_4;

    private KeyServer server;

    @BeforeEach
    void startServer(@TempDir Path directory) throws IOException {
        server = new KeyServer(directory);
        server.running().addUser("zoe", OneServer.PASSWORD);
        server.running().addUser("marla", OneServer.PASSWORD);
        server.running().put("marla", "Allow", "sallyport:ListRevokedSecurityKeys");
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private void suspend(boolean suspends) {
        server.rules(new KeyRules(
                KeyRules.UserVerification.DISCOURAGED,
                KeyRules.Conveyance.DIRECT,
                false,
                Set.of(),
                Set.of(),
                false,
                suspends));
    }

    private void revoke() throws IOException {
        server.report(server.running().clock(), MODEL, ModelStatus.REVOKED);
        server.running().advance(Duration.ofMinutes(2));
    }

    private Client client() {
        return new Client(server.running().origin());
    }

    @Test
    void theyAreListedWhetherTheAccountSuspendsThemOrNot() throws IOException {
        suspend(false);
        try (SecurityKey key = server.plugIn(server.made(MODEL))) {
            server.register(server.signedIn("zoe"), "zoe", key).expect(200);
            Client marla = server.signedIn("marla");
            assertThat(marla.get(REVOKED).expect(200).body().get("keys")).isEmpty();
            revoke();
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
            revoke();
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
            revoke();
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
