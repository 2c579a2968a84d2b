// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.web.aws.SignedClient;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;

/** Sessions that a server of ours opens for whoever touches her key. AWS has none. */
final class SessionsByKeyOverHttp {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PATH = "/api/v1/session-credentials";
    private static final String DURATION = "durationSeconds";

    private final OwnKeys own;
    private final URI origin;
    private final InstantSource clock;

    /** @param origin what browsers reach the server by */
    SessionsByKeyOverHttp(OwnKeys own, URI origin, InstantSource clock) {
        this.own = own;
        this.origin = origin;
        this.clock = clock;
    }

    SessionCredentials open(WantedSession wanted, SecurityKey key) throws IOException, InterruptedException {
        JsonNode begun = post(wanted, PATH, request(wanted));
        JsonNode publicKey = begun.path("publicKey");
        JsonNode rpId = publicKey.path("rpId");
        String id = begun.path("id").asText();
        // It becomes part of a path.
        if (!rpId.isTextual() || !id.matches("[\\w-]+")) {
            throw notOurs(wanted);
        }
        String credential = key.authenticate(publicKey.toString(), KeyOrigin.of(origin, rpId.asText()));
        ObjectNode answer = JSON.createObjectNode().set("credential", JSON.readTree(credential));
        return SessionCredentials.ofApi(post(wanted, PATH + "/" + id, answer), clock.instant())
                .orElseThrow(() -> notOurs(wanted));
    }

    /** STS's parameters as the JSON API spells them. */
    private static ObjectNode request(WantedSession wanted) {
        ObjectNode body = JSON.createObjectNode();
        wanted.parameters().forEach((name, value) -> {
            String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            if (member.equals(DURATION)) {
                body.put(member, Integer.parseInt(value));
            } else {
                body.put(member, value);
            }
        });
        return body;
    }

    private JsonNode post(WantedSession wanted, String path, ObjectNode body) throws InterruptedException {
        try {
            SignedClient.Reply reply = new SignedClient(wanted.endpoint())
                    .post(own.keys(), "sallyport", path, "application/json", body.toString());
            JsonNode answer = JSON.readTree(reply.body());
            JsonNode error = answer.path("error");
            if (error.hasNonNull("code")) {
                throw new Refused(wanted.action() + " was refused: "
                        + error.path("code").asText() + ": "
                        + error.path("message").asText());
            }
            if (reply.status() / 100 != 2) {
                throw notOurs(wanted);
            }
            return answer;
        } catch (JsonProcessingException notJson) {
            // Without its cause, which may quote the answer.
            throw notOurs(wanted);
        } catch (IOException unreachable) {
            throw new Refused("cannot reach " + wanted.endpoint() + ": " + unreachable, unreachable);
        }
    }

    private static Refused notOurs(WantedSession wanted) {
        return new Refused(wanted.endpoint() + " does not answer as Sallyport does: look at --endpoint");
    }
}
