// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.otp.AuthenticatorApp;
import io.sallyport.web.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server for each test, with Zoe and Marla, who may do nothing but what everybody may. */
abstract class OneServer {
    static final String PASSWORD = "correct Horse 7";
    static final Duration STEP = Duration.ofSeconds(30);
    static final String ZOES = "/api/v1/users/zoe/devices";

    RunningServer server;
    Client zoe;

    @BeforeEach
    void startServer(@TempDir Path directory) throws IOException {
        server = RunningServer.in(directory);
        server.addUser("zoe", PASSWORD);
        server.addUser("marla", PASSWORD);
        zoe = client();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    Client client() {
        return new Client(server.origin());
    }

    Client signedIn(String user) {
        Client client = client();
        assertThat(client.password(user, PASSWORD).expect(200).text("status")).isEqualTo("SIGNED_IN");
        return client;
    }

    /** An app that has scanned the QR code and is enabled, and its serial number. */
    record Enrolled(AuthenticatorApp app, String serial) {}

    /** Enrols an app in the client's session. Both of its codes are used up; the clock stands at the second's step. */
    Enrolled enrolApp(Client client, String user, String name) {
        return enrolAppAt("/api/v1/users/" + user + "/devices", client, name);
    }

    Enrolled enrolAppAt(String path, Client client, String name) {
        Client.Answer begun =
                client.post(path, Client.object("type", "app", "name", name)).expect(201);
        AuthenticatorApp app = new AuthenticatorApp(server.clock());
        app.scan(Base64.getDecoder().decode(begun.text("qr")));
        String first = app.code();
        server.advance(STEP);
        client.post(
                        path + "/activation",
                        Client.object("serial", begun.text("serial"), "code1", first, "code2", app.code()))
                .expect(200);
        return new Enrolled(app, begun.text("serial"));
    }

    /** Enrols a security key of Zoe's in her client's session. */
    void enrolKey(Client client, SecurityKey key, String name) {
        Client.Answer begun = client.post(ZOES, Client.object("type", "key")).expect(201);
        String credential = key.register(
                begun.body().get("publicKey").toString(), server.origin().toString());
        client.post(
                        ZOES + "/activation",
                        Client.with(
                                Client.object("registration", begun.text("registration"), "name", name),
                                "credential",
                                credential))
                .expect(200);
    }

    SecurityKey securityKey() {
        Environment environment =
                new Environment(server.clock(), new SecureRandom(), Presence.eager(), Storage.inMemory());
        return SecurityKey.open(new SimulatedSecurityKey(environment).plugIn(), server.clock());
    }
}
