// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.web.RunningServer;
import io.sallyport.web.cli.signin.Person;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's side of a proof: a key that did not sign as it should is nobody's device. */
class KeyProofTest {
    private static final String PASSWORD = "correct Horse 7";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void onlyTheSignatureThatWasAskedForEnrolsAndOnlyOnce(@TempDir Path directory) throws Exception {
        try (RunningServer server = RunningServer.in(directory);
                LoopbackPort port = SimulatedSecurityKey.builder(new Environment(
                                Clock.systemUTC(), new SecureRandom(), Presence.eager(), Storage.inMemory()))
                        .build()
                        .attachTcp(0);
                SecurityKey key = SecurityKey.open(
                        TcpKey.parse("ctaphid:127.0.0.1:" + port.port()).open(), Clock.systemUTC())) {
            server.addUser("zoe", PASSWORD);
            server.addUser("marla", PASSWORD);
            Person zoe = signedIn(server, "zoe");
            Person marla = signedIn(server, "marla");
            Person.Reply begun = zoe.device(Map.of("type", "key"));
            String origin = server.origin().toString();
            String credential = key.register(begun.json().path("publicKey").toString(), origin);

            assertThat(marla.prove(begun, credential).status())
                    .as("of somebody else's registration")
                    .isEqualTo(404);
            assertThat(zoe.prove(zoe.device(Map.of("type", "key")), credential).status())
                    .as("of another registration's challenge")
                    .isEqualTo(403);

            Person.Reply proof = zoe.prove(begun, credential);
            String signed = key.authenticate(proof.json().path("publicKey").toString(), origin);
            ObjectNode forged = (ObjectNode) JSON.readTree(signed);
            ObjectNode response = (ObjectNode) forged.get("response");
            String signature = response.get("signature").asText();
            response.put("signature", signature.substring(0, signature.length() - 8) + "AAAAAAAA");
            assertThat(activate(zoe, begun, credential, proof, forged).status()).isEqualTo(403);
            assertThat(activate(zoe, begun, credential, proof, JSON.readTree(signed))
                            .status())
                    .as("its challenge was used up")
                    .isEqualTo(404);

            Person.Reply others = zoe.device(Map.of("type", "key"));
            String first = key.register(others.json().path("publicKey").toString(), origin);
            String second = key.register(others.json().path("publicKey").toString(), origin);
            Person.Reply firsts = zoe.prove(others, first);
            JsonNode firstSigned = JSON.readTree(
                    key.authenticate(firsts.json().path("publicKey").toString(), origin));
            assertThat(activate(zoe, others, second, firsts, firstSigned).status())
                    .as("of a credential that was not tried")
                    .isEqualTo(403);

            Person.Reply again = zoe.prove(begun, credential);
            JsonNode right = JSON.readTree(
                    key.authenticate(again.json().path("publicKey").toString(), origin));
            assertThat(activate(zoe, begun, credential, again, right).text("name"))
                    .isEqualTo("blue");
            assertThat(server.events())
                    .anyMatch(event -> event.path("eventName").asText().equals("StartMFADeviceProof"));
        }
    }

    private static Person signedIn(RunningServer server, String name) throws Exception {
        Person person = Person.user(server.origin(), RunningServer.ALIAS, name, PASSWORD);
        assertThat(person.enterPassword().text("status")).isEqualTo("SIGNED_IN");
        return person;
    }

    private static Person.Reply activate(
            Person person, Person.Reply begun, String credential, Person.Reply proof, JsonNode assertion)
            throws Exception {
        return person.activate(Map.of(
                "registration", begun.text("registration"),
                "name", "blue",
                "credential", JSON.readTree(credential),
                "proof", proof.text("proof"),
                "assertion", assertion));
    }
}
