// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.web.PinHolder;
import io.sallyport.web.RunningServer;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server and a simulated key with a PIN. */
abstract class PasskeyServer extends OneServer {
    static final String ROOTS = "/api/v1/root/devices";

    SimulatedSecurityKey simulated;
    SecurityKey key;

    final PinHolder holder = new PinHolder();

    @BeforeEach
    void plugIn() {
        Environment environment =
                new Environment(server.clock(), new SecureRandom(), Presence.eager(), Storage.inMemory());
        simulated = new SimulatedSecurityKey(environment);
        key = SecurityKey.open(simulated.plugIn(), server.clock(), holder);
        key.pin().set(PinHolder.PIN.toCharArray());
    }

    @AfterEach
    void pullOut() throws Exception {
        key.close();
    }

    Client.Answer enrol(Client client, String devices, boolean passkey) {
        Client.Answer begun = client.post(devices, Client.object("type", "key").put("passkey", passkey))
                .expect(201);
        String credential = key.register(
                begun.body().get("publicKey").toString(), server.origin().toString());
        return client.post(
                        devices + "/activation",
                        Client.with(
                                Client.object("registration", begun.text("registration"), "name", "passkey"),
                                "credential",
                                credential))
                .expect(200);
    }

    /** With the new password that is due. */
    Client signedInAsRoot() {
        Client root = client();
        Client.Answer step = root.post(
                        "/api/v1/signin",
                        Client.object(
                                "email",
                                RunningServer.ROOT_EMAIL,
                                "password",
                                server.secrets().root().reveal()))
                .expect(200);
        root.post("/api/v1/signin/" + step.text("signin") + "/password", Client.object("password", "Another good 1"))
                .expect(200);
        return root;
    }

    Client.Answer begin() {
        return client().post("/api/v1/signin/passkey", Client.object()).expect(200);
    }

    String answer(Client.Answer begun) {
        return key.authenticate(
                begun.body().get("publicKey").toString(), server.origin().toString());
    }

    Client.Answer finish(Client client, Client.Answer begun, String answer) {
        return finish(client, begun.text("signin"), answer);
    }

    Client.Answer finish(Client client, String signin, String answer) {
        return client.post("/api/v1/signin/" + signin + "/passkey", Client.with(Client.object(), "credential", answer));
    }

    List<JsonNode> events(String name) {
        return server.events().stream()
                .filter(event -> event.path("eventName").asText().equals(name))
                .toList();
    }
}
