// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.mfa.KeyRules;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an account asks of security keys, read and written by the JSON API. */
class SecurityKeyRulesTest extends OneServer {
    private static final String PATH = "/api/v1/account/security-key-rules";
    private static final String MODEL = "2fc0579f-8113-47ea-b116-bb5a8db9202a";
    private static final String OTHER = "0bb43545-fd2c-4185-87dd-feb0b2916ace";

    private static ObjectNode standard() {
        return (ObjectNode) Client.parse("{\"userVerification\":\"discouraged\",\"attestation\":\"direct\","
                + "\"attestedOnly\":false,\"allowedModels\":[],\"deniedModels\":[],"
                + "\"refuseSynced\":false,\"suspendRevoked\":false}");
    }

    private static Client.Answer put(Client client, JsonNode body) {
        return client.send(client.request(PATH)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private Client administrator() {
        server.put("marla", "Allow", "*");
        return signedIn("marla");
    }

    private KeyRules stored() {
        KeyRules[] rules = new KeyRules[1];
        server.change(account -> rules[0] = account.settings().keyRules());
        return rules[0];
    }

    @Test
    void anAccountThatChoseNoneHasTheStandardOnes() {
        assertThat(administrator().get(PATH).expect(200).body()).isEqualTo(standard());
    }

    @Test
    void whatIsWrittenIsReadAndKeptAndLogged() {
        Client admin = administrator();
        ObjectNode wanted =
                (ObjectNode) Client.parse("{\"userVerification\":\"required\",\"attestation\":\"enterprise\","
                        + "\"attestedOnly\":true,\"allowedModels\":[\"" + MODEL.toUpperCase(Locale.ROOT) + "\",\""
                        + OTHER + "\"],\"deniedModels\":[\"" + OTHER
                        + "\"],\"refuseSynced\":true,\"suspendRevoked\":true}");
        JsonNode told = put(admin, wanted).expect(200).body();
        ObjectNode expected = wanted.deepCopy();
        expected.putArray("allowedModels").add(OTHER).add(MODEL);
        assertThat(told).isEqualTo(expected);
        assertThat(admin.get(PATH).expect(200).body()).isEqualTo(expected);
        assertThat(stored())
                .isEqualTo(new KeyRules(
                        KeyRules.UserVerification.REQUIRED,
                        KeyRules.Conveyance.ENTERPRISE,
                        true,
                        Set.of(UUID.fromString(MODEL), UUID.fromString(OTHER)),
                        Set.of(UUID.fromString(OTHER)),
                        true,
                        true));
        JsonNode event = server.events().stream()
                .filter(one -> one.path("eventName").asText().equals("PutSecurityKeyRules"))
                .findFirst()
                .orElseThrow();
        assertThat(event.get("requestParameters")).isEqualTo(expected);
        assertThat(event.has("errorCode")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userVerification\":\"REQUIRED\"}",
                "{\"userVerification\":\"always\"}",
                "{\"userVerification\":null}",
                "{\"attestation\":\"full\"}",
                "{\"attestation\":1}",
                "{\"attestedOnly\":\"true\"}",
                "{\"refuseSynced\":null}",
                "{\"suspendRevoked\":0}",
                "{\"allowedModels\":\"" + MODEL + "\"}",
                "{\"allowedModels\":[\"1-1-1-1-1\"]}",
                "{\"allowedModels\":[\"2fc0579f811347eab116bb5a8db9202a\"]}",
                "{\"deniedModels\":[\"YubiKey 5\"]}",
                "{\"deniedModels\":[\"\"]}",
                "{\"deniedModels\":[7]}",
                "{\"deniedModels\":null}",
                "{\"more\":true}"
            })
    void whatCannotBeReadChangesNothing(String wrong) {
        Client admin = administrator();
        ObjectNode body = standard().put("attestedOnly", true);
        body.setAll((ObjectNode) Client.parse(wrong));
        assertThat(put(admin, body).expect(400).code()).isEqualTo("InvalidInput");
        assertThat(stored()).isEqualTo(KeyRules.STANDARD);
    }

    @Test
    void noMemberMayBeMissing() {
        Client admin = administrator();
        for (String member : SecurityKeyRulesJson.MEMBERS) {
            ObjectNode body = standard();
            body.remove(member);
            assertThat(put(admin, body).expect(400).code()).as(member).isEqualTo("InvalidInput");
        }
    }

    @Test
    void readingAndWritingHaveAPermissionEach() {
        client().get(PATH).expect(401);
        put(client(), standard()).expect(401);
        Client client = signedIn("zoe");
        assertThat(client.get(PATH).expect(403).code()).isEqualTo("AccessDenied");
        assertThat(put(client, standard()).expect(403).code()).isEqualTo("AccessDenied");
        server.put("zoe", "Allow", "sallyport:GetSecurityKeyRules");
        client.get(PATH).expect(200);
        put(client, standard().put("attestedOnly", true)).expect(403);
        assertThat(stored()).isEqualTo(KeyRules.STANDARD);
        server.put("zoe", "Allow", "sallyport:PutSecurityKeyRules");
        client.get(PATH).expect(403);
        put(client, standard().put("attestedOnly", true)).expect(200);
        assertThat(stored().attestedOnly()).isTrue();
    }
}
