// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.junit.Person;
import io.sallyport.simulators.junit.SettableClock;
import io.sallyport.simulators.junit.SimulatedDevices;
import io.sallyport.simulators.junit.TestKey;
import io.sallyport.simulators.otp.AuthenticatorApp;
import io.sallyport.simulators.otp.Fob;
import io.sallyport.web.junit.SallyportServers;
import io.sallyport.web.junit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user of the lab does: each kind of device at a test's server, all by one clock that the test sets. */
@ExtendWith(SimulatedDevices.class)
class LabDevicesTest {
    @RegisterExtension
    static final SallyportServers SERVERS = new SallyportServers().perClass();

    private static final String ADMIN = TestServer.ADMINISTRATOR.toString();
    private static final String DEVICES = "/api/v1/users/" + ADMIN + "/devices";
    private static final Duration STEP = Duration.ofSeconds(30);

    private static Client.Answer password(TestServer server, Client client) {
        return client.password(ADMIN, server.secrets().administrator().reveal()).expect(200);
    }

    private static void signIn(TestServer server, String serial, String code) {
        Client client = new Client(server.origin());
        Client.Answer step = password(server, client);
        assertThat(step.text("status")).isEqualTo("FACTOR_REQUIRED");
        client.code(step, serial, code).expect(200);
    }

    @Test
    void anAppIsEnrolledAndSignsInAtAnyTime(TestServer server, AuthenticatorApp app, SettableClock clock) {
        Client client = new Client(server.origin());
        password(server, client);
        Client.Answer begun = client.post(DEVICES, Client.object("type", "app", "name", "phone"))
                .expect(201);
        String serial = begun.text("serial");
        app.scan(Base64.getDecoder().decode(begun.text("qr")));
        String first = app.code();
        clock.advance(STEP);
        client.post(DEVICES + "/activation", Client.object("serial", serial, "code1", first, "code2", app.code()))
                .expect(200);
        clock.advance(Duration.ofDays(1000));
        signIn(server, serial, app.code());
    }

    @Test
    void aFobComesOutOfTheStock(TestServer server, Fob fob, TokenSeed seed, SettableClock clock) throws IOException {
        Client client = new Client(server.origin());
        password(server, client);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        SeedFile.writeOathCsv(csv, List.of(seed));
        new SeedForm().file(csv.toByteArray()).send(client).expect(201);
        String first = fob.press();
        clock.advance(STEP);
        client.post(DEVICES, Client.object("type", "fob", "serial", fob.serial(), "code1", first, "code2", fob.press()))
                .expect(201);
        clock.advance(STEP);
        signIn(server, fob.serial(), fob.press());
    }

    @Test
    void aKeySignsInHoweverLateItIsTouched(TestServer server, TestKey key, Person person) {
        String origin = server.origin().toString();
        Client client = new Client(server.origin());
        password(server, client);
        Client.Answer begun = client.post(DEVICES, Client.object("type", "key")).expect(201);
        String credential = key.register(begun.body().get("publicKey").toString(), origin);
        client.post(
                        DEVICES + "/activation",
                        Client.with(
                                Client.object("registration", begun.text("registration"), "name", "keyring"),
                                "credential",
                                credential))
                .expect(200);
        Client again = new Client(server.origin());
        Client.Answer step = password(server, again);
        person.touchesAfter(Duration.ofSeconds(20));
        String answer = key.authenticate(step.body().get("publicKey").toString(), origin);
        again.post(
                        "/api/v1/signin/" + step.text("signin") + "/factor",
                        Client.with(Client.object(), "credential", answer))
                .expect(200);
    }
}
