// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who makes recovery codes, who sees them, and what is on record of it. */
class RecoveryCodeRoutesTest extends OneServer {
    private static final String CODES = "/api/v1/users/zoe/recovery-codes";

    private Enrolled phone;
    private Client owner;

    @BeforeEach
    void signInWithAPhone() {
        phone = enrolApp(signedIn("zoe"), "zoe", "phone");
        owner = withPhone();
    }

    private Client withPhone() {
        server.advance(STEP);
        Client client = client();
        client.code(
                        client.password("zoe", PASSWORD),
                        phone.serial(),
                        phone.app().code())
                .expect(200);
        return client;
    }

    private static List<String> make(Client client) {
        List<String> codes = new ArrayList<>();
        Client.Answer made = client.post(CODES, object()).expect(201);
        assertThat(made.http().headers().firstValue("Cache-Control")).contains("no-store");
        made.body().get("codes").forEach(code -> codes.add(code.asText()));
        return codes;
    }

    private Client.Answer recover(String code) {
        Client.Answer step = zoe.password("zoe", PASSWORD);
        return zoe.post("/api/v1/signin/" + step.text("signin") + "/factor", object("recoveryCode", code));
    }

    @Test
    void theyAreCountedAndReplacedAndRemoved() {
        JsonNode none = owner.get(CODES).expect(200).body();
        assertThat(none.get("left").asInt()).isZero();
        assertThat(none.get("madeAt").isNull()).isTrue();
        owner.delete(CODES).expect(404);
        List<String> first = make(owner);
        JsonNode some = owner.get(CODES).expect(200).body();
        assertThat(some.get("left").asInt()).isEqualTo(10);
        assertThat(some.get("madeAt").asText())
                .isEqualTo(server.clock().instant().toString());
        List<String> second = make(owner);
        assertThat(second).doesNotContainAnyElementsOf(first);
        recover(first.get(0)).expect(403);
        recover(second.get(0)).expect(200);
        assertThat(owner.get(CODES).body().get("left").asInt()).isEqualTo(9);
        owner.delete(CODES).expect(204);
        recover(second.get(1)).expect(403);
        assertThat(owner.get(CODES).body().get("left").asInt()).isZero();
    }

    @Test
    void nobodyElseEverSeesThem() {
        server.put("marla", "Allow", "*");
        Client marla = signedIn("marla");
        assertThat(marla.post(CODES, object()).expect(403).code()).isEqualTo("AccessDenied");
        List<String> codes = make(owner);
        String counted = marla.get(CODES).expect(200).http().body();
        assertThat(Client.parse(counted).get("left").asInt()).isEqualTo(10);
        assertThat(counted).doesNotContain(codes.get(0));
        marla.delete(CODES).expect(204);
        recover(codes.get(0)).expect(403);
    }

    @Test
    void othersNeedThePermissionForIt() {
        make(owner);
        Client marla = signedIn("marla");
        for (Client.Answer refused : List.of(marla.get(CODES), marla.delete(CODES), marla.post(CODES, object()))) {
            assertThat(refused.expect(403).code()).isEqualTo("AccessDenied");
        }
        server.put("marla", "Allow", "sallyport:GetRecoveryCodes");
        marla.get(CODES).expect(200);
        marla.delete(CODES).expect(403);
        marla.get("/api/v1/root/recovery-codes").expect(200);
        server.put("marla", "Allow", "sallyport:*");
        marla.delete("/api/v1/root/recovery-codes").expect(403);
        marla.delete(CODES).expect(204);
    }

    @Test
    void herOwnRightYieldsToAnExplicitDenyOnly() {
        server.put("zoe", "Deny", "sallyport:CreateRecoveryCodes");
        assertThat(owner.post(CODES, object()).expect(403).code()).isEqualTo("AccessDenied");
    }

    /** Else whoever knows a new user's password would come back by them, past the device she enrols later. */
    @Test
    void noneAreMadeWithoutADeviceJustShown() {
        signedIn("marla").post("/api/v1/users/marla/recovery-codes", object()).expect(403);
        Client early = signedIn("marla");
        Enrolled marlas = enrolApp(early, "marla", "marlas");
        early.post("/api/v1/users/marla/recovery-codes", object()).expect(403);
        server.advance(STEP);
        Client.Answer begun = early.post("/api/v1/session/factor", object()).expect(200);
        early.post(
                        "/api/v1/session/factor/" + begun.text("signin"),
                        object("serial", marlas.serial(), "code", marlas.app().code()))
                .expect(200);
        early.post("/api/v1/users/marla/recovery-codes", object()).expect(201);
    }

    @Test
    void allIsOnRecordAndNoCodeIs() {
        List<String> codes = make(owner);
        recover(codes.get(0)).expect(200);
        recover(codes.get(0)).expect(403);
        recover("MARK-ED00-MARK-ED00-MARK-ED00").expect(403);
        signedIn("marla").get(CODES).expect(403);
        withPhone().delete(CODES).expect(204);
        List<JsonNode> events = server.events();
        assertThat(events)
                .extracting(event -> event.get("eventName").asText())
                .contains("CreateRecoveryCodes", "GetRecoveryCodes", "DeleteRecoveryCodes", "CheckMfa");
        JsonNode made = events.stream()
                .filter(event -> event.get("eventName").asText().equals("CreateRecoveryCodes"))
                .findFirst()
                .orElseThrow();
        assertThat(made.get("responseElements").toString()).isEqualTo("{\"recoveryCodes\":10}");
        assertThat(made.get("requestParameters").toString()).isEqualTo("{\"userName\":\"zoe\"}");
        List<String> checks = events.stream()
                .filter(event ->
                        event.at("/additionalEventData/MfaType").asText().equals("Recovery code"))
                .map(event -> event.at("/responseElements/CheckMfa").asText() + " "
                        + event.at("/additionalEventData/MFAIdentifier").asText())
                .toList();
        assertThat(checks).containsExactly("Failure recovery-code", "Failure recovery-code", "Success recovery-code");
        String log = events.toString().toUpperCase(Locale.ROOT);
        assertThat(log).doesNotContain("MARK-ED00").doesNotContain("MARKED00");
        for (String code : codes) {
            assertThat(log).doesNotContain(code).doesNotContain(code.replace("-", ""));
        }
    }
}
