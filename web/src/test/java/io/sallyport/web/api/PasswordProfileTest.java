// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.credential.PasswordPolicy;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordProfileTest extends OneServer {
    private static final String PATH = "/api/v1/account/password-profile";

    private static Client.Answer put(Client client, ObjectNode body) {
        return client.send(client.request(PATH)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static List<String> rules(Client.Answer answer) {
        List<String> rules = new ArrayList<>();
        for (JsonNode note : answer.body().get("notes")) {
            assertThat(note.get("section").asText()).isEqualTo("3.1.1.2");
            assertThat(note.get("text").asText()).isNotEmpty();
            rules.add(note.get("rule").asText());
        }
        return rules;
    }

    @Test
    void anAccountGoesByAwsRulesUntilItChooses() {
        server.put("zoe", "Allow", "sallyport:*PasswordProfile");
        Client client = signedIn("zoe");
        Client.Answer before = client.get(PATH).expect(200);
        assertThat(before.text("profile")).isEqualTo("aws");
        assertThat(rules(before)).containsExactly("MinimumPasswordLength", "DefaultPolicy", "Blocklist");

        Client.Answer chosen = put(client, object("profile", "nist")).expect(200);
        assertThat(chosen.text("profile")).isEqualTo("nist");
        assertThat(rules(chosen)).isEmpty();
        assertThat(client.get(PATH).expect(200).body()).isEqualTo(chosen.body());

        client.delete(PATH).expect(204);
        assertThat(client.get(PATH).expect(200).body()).isEqualTo(before.body());
    }

    @Test
    void notesAreOnTheAccountsPolicy() {
        server.passwords(
                policies -> policies.put(new PasswordPolicy(15, true, false, false, false, true, 90, 24, false)));
        server.put("zoe", "Allow", "sallyport:GetPasswordProfile");
        assertThat(rules(signedIn("zoe").get(PATH).expect(200)))
                .containsExactly("RequireSymbols", "MaxPasswordAge", "Blocklist");
    }

    @Test
    void eachNeedsItsPermission() {
        Client client = signedIn("zoe");
        client.get(PATH).expect(403);
        put(client, object("profile", "nist")).expect(403);
        client.delete(PATH).expect(403);
        client().get(PATH).expect(401);
    }

    @Test
    void otherProfilesAreRefused() {
        server.put("zoe", "Allow", "sallyport:*");
        Client client = signedIn("zoe");
        assertThat(put(client, object("profile", "NIST")).expect(400).code()).isEqualTo("InvalidInput");
        put(client, object()).expect(400);
        assertThat(client.get(PATH).text("profile")).isEqualTo("aws");
    }
}
