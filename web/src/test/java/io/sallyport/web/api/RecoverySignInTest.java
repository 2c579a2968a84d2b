// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Fob;
import io.sallyport.web.RunningServer;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a lost device to a new one: over HTTP, with simulated devices. */
class RecoverySignInTest extends OneServer {
    private static final String CODES = "/api/v1/users/zoe/recovery-codes";

    private Enrolled phone;

    @BeforeEach
    void enrolAPhone() {
        phone = enrolApp(signedIn("zoe"), "zoe", "phone");
    }

    private Client withPhone() {
        return withCode(phone);
    }

    private Client withCode(Enrolled device) {
        server.advance(STEP);
        Client client = client();
        Client.Answer step = client.password("zoe", PASSWORD).expect(200);
        client.code(step, device.serial(), device.app().code()).expect(200);
        return client;
    }

    private static List<String> codes(Client client) {
        List<String> codes = new ArrayList<>();
        client.post(CODES, object()).expect(201).body().get("codes").forEach(code -> codes.add(code.asText()));
        return codes;
    }

    private static Client.Answer recover(Client client, String code) {
        Client.Answer step = client.password("zoe", PASSWORD).expect(200);
        return client.post("/api/v1/signin/" + step.text("signin") + "/factor", object("recoveryCode", code));
    }

    private Client recovered(String code) {
        Client client = client();
        assertThat(recover(client, code).expect(200).text("status")).isEqualTo("SIGNED_IN");
        return client;
    }

    private static boolean isFull(Client client) {
        return !client.get("/api/v1/session")
                .expect(200)
                .body()
                .get("mayOnlyEnrol")
                .asBoolean();
    }

    @Test
    void aNewAppIsEnrolledAndOpensAFullSession() {
        List<String> codes = codes(withPhone());
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        Client emergency = recovered(codes.get(3).toLowerCase(Locale.ROOT).replace("-", " "));
        JsonNode session = emergency.get("/api/v1/session").expect(200).body();
        assertThat(session.at("/mfa/method").asText()).isEqualTo("recovery");
        assertThat(session.get("mayOnlyEnrol").asBoolean()).isTrue();

        Enrolled other = enrolApp(emergency, "zoe", "other");
        assertThat(isFull(emergency)).isFalse();
        Client full = withCode(other);
        assertThat(isFull(full)).isTrue();
        full.delete(ZOES + "?serial=" + phone.serial() + "&reason=lost").expect(204);
        assertThat(full.get(ZOES).body().get("devices")).hasSize(1);
        assertThat(full.get(CODES).expect(200).body().get("left").asInt()).isEqualTo(9);
    }

    @Test
    void aNewKeyIsEnrolledAndOpensAFullSession() throws Exception {
        List<String> codes = codes(withPhone());
        try (SecurityKey key = securityKey()) {
            enrolKey(recovered(codes.get(0)), key, "blue");
            Client client = client();
            Client.Answer step = client.password("zoe", PASSWORD).expect(200);
            String response = key.authenticate(
                    step.body().get("publicKey").toString(), server.origin().toString());
            client.post(
                            "/api/v1/signin/" + step.text("signin") + "/factor",
                            Client.with(object(), "credential", response))
                    .expect(200);
            assertThat(isFull(client)).isTrue();
        }
    }

    @Test
    void aFobFromStockIsEnrolledAndOpensAFullSession() throws Exception {
        List<String> codes = codes(withPhone());
        TokenSeed seed = SeedFile.oathCsv(
                        new StringReader("GAHT12345678,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30"))
                .get(0);
        server.stock(CodeDevice.newFob(new MfaSerial(seed.serial()), seed.parameters(), seed.counter()), seed.seed());
        Fob fob = Fob.of(seed, server.clock());
        Client emergency = recovered(codes.get(0));
        String first = fob.press();
        server.advance(STEP);
        emergency
                .post(ZOES, object("type", "fob", "serial", fob.serial(), "code1", first, "code2", fob.press()))
                .expect(201);
        server.advance(STEP);
        Client client = client();
        client.code(client.password("zoe", PASSWORD), fob.serial(), fob.press()).expect(200);
        assertThat(isFull(client)).isTrue();
    }

    @Test
    void itIsListedAmongTheFactorsAsLongAsSheHasSomeAndADevice() {
        Client client = withPhone();
        assertThat(factors()).containsExactly("app");
        List<String> codes = codes(client);
        assertThat(factors()).containsExactly("app", "recovery");
        for (String code : codes) {
            recovered(code);
        }
        assertThat(factors()).containsExactly("app");
        codes(withCode(phone));
        Client fresh = withCode(phone);
        fresh.delete(ZOES + "?serial=" + phone.serial()).expect(204);
        assertThat(zoe.password("zoe", PASSWORD).text("status")).isEqualTo("SIGNED_IN");
    }

    private List<String> factors() {
        List<String> types = new ArrayList<>();
        zoe.password("zoe", PASSWORD)
                .expect(200)
                .body()
                .get("factors")
                .forEach(factor -> types.add(factor.get("type").asText()));
        return types;
    }

    @Test
    void wrongUsedAndForeignOnesGetTheAnswerOfAWrongCode() {
        List<String> codes = codes(withPhone());
        recovered(codes.get(0));
        Client.Answer step = zoe.password("zoe", PASSWORD).expect(200);
        String wrongCode =
                zoe.code(step, phone.serial(), "nocode").expect(403).http().body();
        for (String tried : new String[] {codes.get(0), "0000-0000-0000-0000-0000-0000", "", "\u0000\uFFFF"}) {
            assertThat(recover(zoe, tried).expect(403).http().body()).isEqualTo(wrongCode);
        }
        Enrolled marlas = enrolApp(signedIn("marla"), "marla", "marlas");
        server.advance(STEP);
        Client marla = client();
        Client.Answer begun = marla.password("marla", PASSWORD);
        assertThat(marla.post(
                                "/api/v1/signin/" + begun.text("signin") + "/factor",
                                object("recoveryCode", codes.get(1)))
                        .expect(403)
                        .http()
                        .body())
                .isEqualTo(wrongCode);
        marla.code(begun, marlas.serial(), marlas.app().code()).expect(200);
        recovered(codes.get(1));
    }

    @Test
    void afterWrongOnesTheyRestAndDevicesDoNot() {
        List<String> codes = codes(withPhone());
        for (int i = 0; i < 5; i++) {
            recover(zoe, "WRONG").expect(403);
        }
        recover(zoe, codes.get(0)).expect(403);
        withCode(phone);
        recovered(codes.get(0));
    }

    @Test
    void aStepUpTakesNone() {
        List<String> codes = codes(withPhone());
        Client client = withCode(phone);
        Client.Answer begun = client.post("/api/v1/session/factor", object()).expect(200);
        assertThat(begun.body().get("factors")).hasSize(1);
        client.post("/api/v1/session/factor/" + begun.text("signin"), object("recoveryCode", codes.get(0)))
                .expect(400);
        recovered(codes.get(0));
    }

    @Test
    void aDueNewPasswordIsAskedForAndTheSessionStaysWhatItIs() {
        List<String> codes = codes(withPhone());
        server.change(account -> {
            UniqueId owner = account.users().require(new UserName("zoe")).id();
            account.loginProfiles()
                    .change(
                            owner,
                            account.loginProfiles().find(owner).orElseThrow().hash(),
                            true,
                            server.clock().instant(),
                            0);
        });
        Client client = client();
        Client.Answer step = recover(client, codes.get(0)).expect(200);
        assertThat(step.text("status")).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        client.post("/api/v1/signin/" + step.text("signin") + "/password", object("password", "Another good 1"))
                .expect(200);
        assertThat(isFull(client)).isFalse();
        client.get(CODES).expect(403);
    }

    @Test
    void rootRecoversLikeAnybody() {
        Client root = client();
        Client.Answer step = root.post(
                        "/api/v1/signin",
                        object(
                                "email",
                                RunningServer.ROOT_EMAIL,
                                "password",
                                server.secrets().root().reveal()))
                .expect(200);
        root.post("/api/v1/signin/" + step.text("signin") + "/password", object("password", "Another good 1"))
                .expect(200);
        Enrolled device = enrolRootApp(root, "roots");
        server.advance(STEP);
        Client withDevice = client();
        withDevice
                .code(rootPassword(withDevice), device.serial(), device.app().code())
                .expect(200);
        String code = withDevice
                .post("/api/v1/root/recovery-codes", object())
                .expect(201)
                .body()
                .at("/codes/0")
                .asText();
        Client emergency = client();
        Client.Answer begun = rootPassword(emergency);
        emergency
                .post("/api/v1/signin/" + begun.text("signin") + "/factor", object("recoveryCode", code))
                .expect(200);
        assertThat(isFull(emergency)).isFalse();
        emergency.get("/api/v1/webhooks").expect(403);
        emergency.get("/api/v1/root/recovery-codes").expect(403);
        enrolRootApp(emergency, "new");
    }

    private static Client.Answer rootPassword(Client client) {
        return client.post("/api/v1/signin", object("email", RunningServer.ROOT_EMAIL, "password", "Another good 1"))
                .expect(200);
    }

    private Enrolled enrolRootApp(Client client, String name) {
        return enrolAppAt("/api/v1/root/devices", client, name);
    }

    @Test
    void aSessionOfHersGrowsOld() {
        Client client = withPhone();
        server.advance(Duration.ofMinutes(16));
        assertThat(client.post(CODES, object()).expect(403).code()).isEqualTo("AccessDenied");
    }
}
