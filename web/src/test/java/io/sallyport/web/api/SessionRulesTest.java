// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static io.sallyport.web.api.Client.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.ctap.SecurityKey;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Sessions of a browser, opened with an app and with a security key, once the device is taken away. */
class SessionRulesTest extends OneServer {
    private static final String PATH = "/api/v1/account/session-rules";

    private static Client.Answer put(Client client, String body) {
        return client.send(client.request(PATH)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** By an administrator, who has no device and needs none for it. */
    private Client administrator() {
        server.put("marla", "Allow", "*");
        return signedIn("marla");
    }

    private static void remove(Client by, String serial) {
        by.delete(ZOES + "?serial=" + URLEncoder.encode(serial, StandardCharsets.UTF_8))
                .expect(204);
    }

    private Client signedInWith(Enrolled enrolled) {
        server.advance(STEP);
        Client client = client();
        client.code(
                        client.password("zoe", PASSWORD),
                        enrolled.serial(),
                        enrolled.app().code())
                .expect(200);
        return client;
    }

    private Client signedInWith(SecurityKey key) {
        Client client = client();
        Client.Answer step = client.password("zoe", PASSWORD);
        String response = key.authenticate(
                step.body().get("publicKey").toString(), server.origin().toString());
        client.post("/api/v1/signin/" + step.text("signin") + "/factor", with(object(), "credential", response))
                .expect(200);
        return client;
    }

    @Test
    void atFirstASessionOutlivesItsDevice() {
        Client admin = administrator();
        assertThat(admin.get(PATH).expect(200).body().get("endWithDevice").asBoolean())
                .isFalse();
        Enrolled enrolled = enrolApp(signedIn("zoe"), "zoe", "phone");
        Client with = signedInWith(enrolled);
        remove(admin, enrolled.serial());
        with.get("/api/v1/session").expect(200);
    }

    @Test
    void onceTheAccountWantsItASessionEndsWithItsApp() {
        Client admin = administrator();
        Client before = signedIn("zoe");
        Enrolled phone = enrolApp(before, "zoe", "phone");
        Client with = signedInWith(phone);
        Enrolled tablet = enrolApp(with, "zoe", "tablet");
        Client other = signedInWith(tablet);
        JsonNode rules = put(admin, "{\"endWithDevice\":true}").expect(200).body();
        assertThat(rules.toString()).isEqualTo("{\"endWithDevice\":true}");
        assertThat(admin.get(PATH).expect(200).body()).isEqualTo(rules);
        with.get("/api/v1/session").expect(200);

        remove(admin, phone.serial());
        assertThat(with.get("/api/v1/session").expect(401).code()).isEqualTo("NotSignedIn");
        other.get("/api/v1/session").expect(200);
        // Opened without a device, it cannot end with one.
        before.get("/api/v1/session").expect(200);
    }

    @Test
    void onceTheAccountWantsItASessionEndsWithItsKey() throws Exception {
        Client admin = administrator();
        put(admin, "{\"endWithDevice\":true}").expect(200);
        try (SecurityKey key = securityKey()) {
            Client first = signedIn("zoe");
            enrolKey(first, key, "blue");
            Client with = signedInWith(key);
            assertThat(with.get("/api/v1/session")
                            .expect(200)
                            .body()
                            .at("/mfa/method")
                            .asText())
                    .isEqualTo("fido");
            String serial = with.get(ZOES).body().at("/devices/0/serial").asText();
            remove(admin, serial);
            with.get("/api/v1/session").expect(401);

            // The same key under the same name, enrolled again: another enrolment.
            server.advance(STEP);
            enrolKey(signedIn("zoe"), key, "blue");
            with.get("/api/v1/session").expect(401);
            signedInWith(key).get("/api/v1/session").expect(200);
        }
    }

    @Test
    void eachNeedsItsPermissionAndABoolean() {
        Client client = signedIn("zoe");
        client.get(PATH).expect(403);
        put(client, "{\"endWithDevice\":true}").expect(403);
        client().get(PATH).expect(401);
        server.put("zoe", "Allow", "sallyport:*SessionRules");
        for (String wrong :
                new String[] {"{}", "{\"endWithDevice\":\"true\"}", "{\"endWithDevice\":null}", "{\"x\":true}"}) {
            assertThat(put(client, wrong).expect(400).code()).as(wrong).isEqualTo("InvalidInput");
        }
        assertThat(client.get(PATH).expect(200).body().get("endWithDevice").asBoolean())
                .isFalse();
        put(client, "{\"endWithDevice\":true}").expect(200);
        put(client, "{\"endWithDevice\":false}").expect(200);
        assertThat(client.get(PATH).expect(200).body().get("endWithDevice").asBoolean())
                .isFalse();
    }
}
