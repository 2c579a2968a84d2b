// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.web.aws.AnswerFormat;
import io.sallyport.web.aws.Api;
import io.sallyport.web.aws.SignedClient;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/** Sessions from the STS of a server like ours. */
final class SessionsOverHttp {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;

    private final OwnKeys own;
    private final InstantSource clock;

    SessionsOverHttp(OwnKeys own, InstantSource clock) {
        this.own = own;
        this.clock = clock;
    }

    /** @param code what the device of the request shows; not read when there is none */
    SessionCredentials open(WantedSession wanted, CodePrompt code) throws InterruptedException {
        Map<String, String> parameters = wanted.mfaSerial()
                .map(serial -> wanted.withCode(code.ask(serial)))
                .orElse(wanted.parameters());
        try {
            SignedClient.Reply reply = new SignedClient(wanted.endpoint())
                    .call(own.keys(), Api.STS, wanted.action(), parameters, AnswerFormat.JSON);
            JsonNode body = JSON.readTree(reply.body());
            JsonNode error = body.path("Error");
            if (error.hasNonNull("Code")) {
                throw new Refused(wanted.action() + " was refused: "
                        + error.path("Code").asText() + ": "
                        + error.path("Message").asText());
            }
            JsonNode credentials = body.path(wanted.action() + "Response")
                    .path(wanted.action() + "Result")
                    .path("Credentials");
            if (reply.status() != OK) {
                throw notSts(wanted);
            }
            return SessionCredentials.issued(credentials, clock.instant()).orElseThrow(() -> notSts(wanted));
        } catch (JsonProcessingException notJson) {
            // Without its cause, which may quote the answer.
            throw notSts(wanted);
        } catch (IOException unreachable) {
            throw new Refused("cannot reach " + wanted.endpoint() + ": " + unreachable, unreachable);
        }
    }

    private static Refused notSts(WantedSession wanted) {
        return new Refused(wanted.endpoint() + " does not answer as STS does: look at --endpoint");
    }
}
