// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.metadata.ModelStatus;
import io.sallyport.simulators.otp.AuthenticatorApp;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Security keys as policies see them. */
class KeyPoliciesTest extends OneKeyServer {
    private static final String ZOES = "/api/v1/users/zoe/devices";
    private static final String MARLAS = "/api/v1/users/marla/devices";

    private void deny(String condition) {
        server.running()
                .putStatements(
                        "zoe",
                        "{\"Effect\":\"Deny\",\"Action\":\"iam:EnableMFADevice\",\"Resource\":\"*\",\"Condition\":{"
                                + condition + ",\"StringEquals\":{\"iam:RegisterSecurityKey\":\"Activate\"}}}");
    }

    private Client.Answer enrol(SimulatedSecurityKey key) throws IOException {
        return enrol("zoe", key);
    }

    @Test
    void aModelBelowTheCertificationIsRefusedAndOneThatHasItIsNot() throws IOException {
        deny("\"StringNotEquals\":{\"iam:FIDO-certification\":[\"L2\",\"L3\"]}");
        SimulatedSecurityKey key = server.made(MODEL);
        assertThat(enrol(key).expect(403).code()).isEqualTo("AccessDenied");
        // A test's key whose maker nobody believes has no certification at all.
        assertThat(enrol(new SimulatedSecurityKey(server.environment()))
                        .expect(403)
                        .code())
                .isEqualTo("AccessDenied");
        report(ModelStatus.FIDO_CERTIFIED_L1, ModelStatus.FIDO_CERTIFIED_L2);
        Client.Answer enrolled = enrol(key).expect(200);
        assertThat(enrolled.body().at("/key/attested").asBoolean()).isTrue();
        assertThat(enrolled.body().at("/key/model").asText()).isNotEmpty();
    }

    @Test
    void aKeyWithoutCertificationIsRefusedByNull() throws IOException {
        deny("\"Null\":{\"iam:FIDO-certification\":\"true\"}");
        enrol(new SimulatedSecurityKey(server.environment())).expect(403);
        enrol(server.made(MODEL)).expect(200);
    }

    @Test
    void aDenialByAValueDoesNotMeetAKeyWithoutOne() throws IOException {
        deny("\"StringLike\":{\"iam:FIDO-certification\":\"L2\"}");
        enrol(new SimulatedSecurityKey(server.environment())).expect(200);
    }

    @Test
    void aDenialThatWantsOneToBeThereLetsAKeyWithoutOnePass() throws IOException {
        deny("\"StringNotEquals\":{\"iam:FIDO-certification\":\"L2\"},"
                + "\"Null\":{\"iam:FIDO-certification\":\"false\"}");
        enrol(server.made(MODEL)).expect(403);
        enrol(new SimulatedSecurityKey(server.environment())).expect(200);
    }

    @Test
    void aDenialIfExistsRefusesAKeyWithoutOneAndNoOther() throws IOException {
        deny("\"StringEqualsIfExists\":{\"iam:FIDO-certification\":\"L2\"}");
        enrol(new SimulatedSecurityKey(server.environment())).expect(403);
        enrol(server.made(MODEL)).expect(200);
    }

    private void allow(String... conditions) {
        String[] statements = Arrays.stream(conditions)
                .map(condition -> "{\"Effect\":\"Allow\",\"Action\":\"iam:EnableMFADevice\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{" + condition + "}}}")
                .toArray(String[]::new);
        server.running().putStatements("zoe", String.join(",", statements));
    }

    /** As the policies are written that AWS gives for these keys. */
    @Test
    void whatIsAllowedWithACertificationOnlyIsRefusedWithoutIt() throws IOException {
        allow(
                "\"iam:RegisterSecurityKey\":\"Create\"",
                "\"iam:RegisterSecurityKey\":\"Activate\",\"iam:FIDO-certification\":[\"L2\",\"L3\"]");
        SimulatedSecurityKey key = server.made(MODEL);
        assertThat(enrol(key).expect(403).code()).isEqualTo("AccessDenied");
        enrol(new SimulatedSecurityKey(server.environment())).expect(403);
        // An app has no certification either.
        server.signedIn("zoe")
                .post(ZOES, Client.object("type", "app", "name", "phone"))
                .expect(403);
        report(ModelStatus.FIDO_CERTIFIED_L2);
        enrol(key).expect(200);
    }

    @Test
    void whatIsAllowedAtOneStepOnlyIsRefusedAtTheOther() throws IOException {
        allow("\"iam:registersecuritykey\":\"Create\"");
        enrol(server.made(MODEL)).expect(403);
        allow("\"iam:RegisterSecurityKey\":\"Activate\"");
        server.signedIn("zoe").post(ZOES, Client.object("type", "key")).expect(403);
    }

    /** Who is allowed everything needs no certification. */
    @Test
    void whatIsAllowedOtherwiseIsNotWithheld() throws IOException {
        allow("\"iam:FIDO-certification\":\"L3\"");
        server.running().put("zoe", "Allow", "iam:EnableMFADevice");
        enrol(server.made(MODEL)).expect(200);
    }

    @Test
    void aCodeSessionIsRefusedWhereAKeySessionPasses() throws IOException {
        server.running()
                .putStatements(
                        "zoe",
                        "{\"Effect\":\"Allow\",\"Action\":\"iam:ListMFADevices\",\"Resource\":\"*\","
                                + "\"Condition\":{\"Bool\":{\"sallyport:MfaPhishingResistant\":\"true\"}}}");
        Client client = server.signedIn("zoe");
        Client.Answer begun =
                client.post(ZOES, Client.object("type", "app", "name", "phone")).expect(201);
        AuthenticatorApp app = new AuthenticatorApp(server.running().clock());
        app.scan(Base64.getDecoder().decode(begun.text("qr")));
        String first = app.code();
        server.running().advance(OneServer.STEP);
        client.post(
                        ZOES + "/activation",
                        Client.object("serial", begun.text("serial"), "code1", first, "code2", app.code()))
                .expect(200);
        server.running().advance(OneServer.STEP);
        Client byCode = client();
        byCode.code(byCode.password("zoe", OneServer.PASSWORD), begun.text("serial"), app.code())
                .expect(200);
        byCode.get(MARLAS).expect(403);
        try (SecurityKey key = server.plugIn(server.made(MODEL))) {
            server.register(byCode, "zoe", key).expect(200);
            Client byKey = client();
            server.signIn(byKey, "zoe", key).expect(200);
            byKey.get(MARLAS).expect(200);
        }
        byCode.get(MARLAS).expect(403);
    }

    @Test
    void attestedIsACondition() throws IOException {
        server.running()
                .putStatements(
                        "zoe",
                        "{\"Effect\":\"Allow\",\"Action\":\"iam:ListMFADevices\",\"Resource\":\"*\","
                                + "\"Condition\":{\"Bool\":{\"sallyport:MfaAttested\":\"true\"}}}");
        SimulatedSecurityKey made = server.made(MODEL);
        enrol(made).expect(200);
        try (SecurityKey key = server.plugIn(made)) {
            Client client = client();
            server.signIn(client, "zoe", key).expect(200);
            client.get(MARLAS).expect(200);
            client.delete(ZOES + "?serial="
                            + client.get(ZOES).body().at("/devices/0/serial").asText())
                    .expect(204);
        }
        SimulatedSecurityKey stranger = new SimulatedSecurityKey(server.environment());
        enrol(stranger).expect(200);
        try (SecurityKey key = server.plugIn(stranger)) {
            Client client = client();
            server.signIn(client, "zoe", key).expect(200);
            client.get(MARLAS).expect(403);
        }
    }

    @Test
    void aModelThatIsRevokedIsSuspendedWhereTheAccountSaysSo() throws IOException {
        SimulatedSecurityKey made = server.made(MODEL);
        enrol(made).expect(200);
        try (SecurityKey key = server.plugIn(made)) {
            Client before = client();
            server.signIn(before, "zoe", key).expect(200);
            server.revoke(MODEL);
            Client listed = client();
            server.signIn(listed, "zoe", key).expect(200);

            server.suspend(true);
            // The sessions that it opened stand no more, and it opens none.
            before.get("/api/v1/session").expect(401);
            Client after = client();
            assertThat(server.signIn(after, "zoe", key).status()).isEqualTo(403);
            assertThat(server.reason("CheckMfa")).isEqualTo("model-revoked");
            after.get("/api/v1/session").expect(401);
        }
        // Nor does the password alone, as if she had no device.
        assertThat(client().password("zoe", OneServer.PASSWORD).text("status")).isEqualTo("FACTOR_REQUIRED");
        assertThat(enrol("marla", server.made(MODEL)).status()).isEqualTo(403);
        assertThat(server.reason("EnableMFADevice")).isEqualTo("model-revoked");
    }
}
