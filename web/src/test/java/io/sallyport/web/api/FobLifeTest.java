// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.simulators.otp.Fob;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fob from the box to the bin, by people who sign in and an operator who keeps the stock. */
class FobLifeTest extends OneServer {
    private static final String SERIAL = "GAHT1234/678+A";
    private static final String CSV = SERIAL + ",5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30\n";

    private Client keeper;
    private Fob fob;

    @BeforeEach
    void keeper() throws IOException {
        server.put("marla", "Allow", "sallyport:*");
        keeper = signedIn("marla");
        fob = Fob.of(SeedFile.oathCsv(new StringReader(CSV)).get(0), server.clock());
    }

    private void receive(boolean quarantine) {
        new SeedForm()
                .file(CSV.getBytes(StandardCharsets.UTF_8))
                .with("quarantine", Boolean.toString(quarantine))
                .send(keeper)
                .expect(201);
    }

    private static String path() {
        return "/api/v1/fobs/" + SERIAL.replace("/", "%2F").replace("+", "%2B");
    }

    private Client.Answer move(String state, String... codes) {
        JsonNode body = codes.length == 0
                ? object("state", state)
                : object("state", state, "code1", codes[0], "code2", codes[1]);
        return keeper.post(path() + "/state", body);
    }

    private String state() {
        return keeper.get(path()).expect(200).text("state");
    }

    /** Two codes that were not used yet. */
    private List<String> codes() {
        server.advance(STEP);
        String first = fob.press();
        server.advance(STEP);
        return List.of(first, fob.press());
    }

    private Client.Answer enable() {
        List<String> codes = codes();
        Client zoes = signedIn("zoe");
        return zoes.post(ZOES, object("type", "fob", "serial", SERIAL, "code1", codes.get(0), "code2", codes.get(1)));
    }

    /** With the fob, as whoever has a device has to. */
    private Client signedInWithFob() {
        server.advance(STEP);
        Client client = client();
        Client.Answer step = client.password("zoe", PASSWORD);
        client.code(step, SERIAL, fob.press()).expect(200);
        return client;
    }

    @Test
    void fromTheBoxToTheBin() {
        receive(true);
        assertThat(state()).isEqualTo("QUARANTINE");
        assertThat(enable().expect(409).code()).isEqualTo("EntityTemporarilyUnmodifiable");
        move("IN_STOCK").expect(400);
        assertThat(move("IN_STOCK", "123456", "123457").expect(403).code()).isEqualTo("InvalidAuthenticationCode");
        List<String> shown = codes();
        move("IN_STOCK", shown.get(0), shown.get(1)).expect(200);

        enable().expect(201);
        JsonNode zoes = keeper.get("/api/v1/fobs?user=zoe").body().at("/fobs/0");
        assertThat(zoes.get("state").asText()).isEqualTo("ASSIGNED");
        assertThat(zoes.get("assignedTo").asText()).endsWith(":user/zoe");
        assertThat(zoes.get("user").asText()).isEqualTo("zoe");

        String query = "?serial=" + SERIAL.replace("+", "%2B");
        Client zoe = signedInWithFob();
        zoe.deleteNothing(ZOES + query + "&reason=lost");
        assertThat(state()).isEqualTo("LOST");
        assertThat(enable().expect(404).code()).isEqualTo("NoSuchEntity");
        assertThat(move("IN_STOCK", "123456", "123457").expect(400).http().body())
                .contains("QUARANTINE, RETIRED");
        assertThat(move("QUARANTINE").expect(200).body().get("held").asBoolean())
                .isTrue();
        assertThat(enable().expect(409).code()).isEqualTo("EntityTemporarilyUnmodifiable");
        move("RETIRED").expect(200);
        assertThat(enable().expect(404).code()).isEqualTo("NoSuchEntity");
        for (String any : List.of("QUARANTINE", "LOST", "ASSIGNED", "RETIRED", "SOLD")) {
            move(any).expect(400);
        }
        move("IN_STOCK", "123456", "123457").expect(400);
        assertThat(state()).isEqualTo("RETIRED");
    }

    @Test
    void aReturnedFobEnrolsAgainAtOnce() {
        receive(false);
        enable().expect(201);
        Client zoe = signedInWithFob();
        zoe.deleteNothing(ZOES + "?serial=" + SERIAL.replace("+", "%2B"));
        assertThat(state()).isEqualTo("QUARANTINE");
        JsonNode returned = keeper.get(path()).body();
        assertThat(returned.get("held").asBoolean()).isFalse();
        assertThat(returned.get("by").asText()).endsWith(":user/zoe");
        enable().expect(201);
    }

    @Test
    void whoeverTakesAFobFromItsOwnerNeedsThatRightToo() {
        receive(false);
        enable().expect(201);
        assertThat(move("LOST").expect(403).http().body()).contains("iam:DeactivateMFADevice");
        assertThat(state()).isEqualTo("ASSIGNED");
        server.putStatements(
                "marla",
                "{\"Effect\":\"Allow\",\"Action\":[\"sallyport:*\",\"iam:DeactivateMFADevice\"],\"Resource\":\"*\"}");
        move("LOST").expect(200);
        assertThat(state()).isEqualTo("LOST");
        assertThat(signedIn("zoe").get("/api/v1/session").expect(200).text("user"))
                .isNotNull();
    }

    @Test
    void policiesNameTheFobAndDenialsAndMovesAreOnRecord() {
        receive(false);
        String arn = "arn:aws:iam::051826736434:mfa/" + SERIAL;
        server.putStatements(
                "marla",
                "{\"Effect\":\"Allow\",\"Action\":[\"sallyport:ListFobs\",\"sallyport:UpdateFob\"],\"Resource\":\""
                        + arn + "\"}");
        keeper.get("/api/v1/fobs").expect(403);
        assertThat(state()).isEqualTo("IN_STOCK");
        move("LOST").expect(200);
        keeper.post("/api/v1/fobs/GAHT00000000/state", object("state", "LOST")).expect(403);
        JsonNode denied = server.events().get(0);
        assertThat(denied.at("/requestParameters/serialNumber").asText()).isEqualTo("GAHT00000000");
        assertThat(denied.get("errorCode").asText()).isEqualTo("AccessDenied");
        JsonNode moved = server.events().get(1);
        assertThat(moved.get("eventName").asText()).isEqualTo("UpdateFob");
        assertThat(moved.at("/requestParameters/state").asText()).isEqualTo("LOST");
        assertThat(moved.at("/userIdentity/userName").asText()).isEqualTo("marla");
        client().post(path() + "/state", object("state", "LOST")).expect(401);
    }
}
