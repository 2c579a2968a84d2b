// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.metadata.ModelStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server for each test that believes one maker's keys, with Zoe and Marla. */
abstract class OneKeyServer {
    static final KeyProfile MODEL = Products.YUBIKEY_5_4;

    KeyServer server;

    @BeforeEach
    void startServer(@TempDir Path directory) throws IOException {
        server = new KeyServer(directory);
        server.running().addUser("zoe", OneServer.PASSWORD);
        server.running().addUser("marla", OneServer.PASSWORD);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    Client client() {
        return new Client(server.running().origin());
    }

    Client.Answer enrol(String user, SimulatedSecurityKey key) throws IOException {
        try (SecurityKey plugged = server.plugIn(key)) {
            return server.register(server.signedIn(user), user, plugged);
        }
    }

    /** Its metadata is read again within a minute. */
    void report(ModelStatus... status) throws IOException {
        server.report(server.running().clock(), MODEL, status);
        server.running().advance(Duration.ofMinutes(2));
    }
}
