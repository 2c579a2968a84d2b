// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.metadata.MetadataBlob;
import io.sallyport.simulators.fido.metadata.ModelStatus;
import io.sallyport.web.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** A server that believes the keys of one simulated maker, by metadata in a file. */
final class KeyServer implements AutoCloseable {
    static final KeyRules UNATTESTED = new KeyRules(
            KeyRules.UserVerification.DISCOURAGED, KeyRules.Conveyance.NONE, false, Set.of(), Set.of(), false, false);

    private final SecureRandom random = new SecureRandom();
    private final Storage memory = Storage.inMemory();
    private final Path blob;
    private final RunningServer server;

    KeyServer(Path directory) throws IOException {
        blob = directory.resolve("blob.jwt");
        server = RunningServer.in(directory, this::trust);
    }

    private AttestationTrust trust(InstantSource clock) {
        try {
            report(clock, Products.YUBIKEY_4, ModelStatus.FIDO_CERTIFIED_L1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return AttestationTrust.of(Set.of(), clock)
                .withMetadata(blob, Set.of(authority(clock).root()));
    }

    AttestationAuthority authority(InstantSource clock) {
        return AttestationAuthority.in(memory, clock, random);
    }

    /** Writes new metadata: all models L1 but this one. */
    void report(InstantSource clock, KeyProfile profile, ModelStatus... status) throws IOException {
        MetadataBlob metadata = MetadataBlob.by(authority(clock), clock, random)
                .withProducts(ModelStatus.FIDO_CERTIFIED_L1)
                .with(profile, status);
        Files.writeString(blob, metadata.sign());
    }

    RunningServer running() {
        return server;
    }

    void rules(KeyRules rules) {
        server.change(account -> account.settings().setKeyRules(rules));
    }

    /** A key of the maker that is believed. */
    SimulatedSecurityKey made(KeyProfile profile) {
        return SimulatedSecurityKey.builder(environment())
                .profile(profile)
                .authority(authority(server.clock()))
                .build();
    }

    Environment environment() {
        return new Environment(server.clock(), random, Presence.eager(), Storage.inMemory());
    }

    SecurityKey plugIn(SimulatedSecurityKey key) {
        return SecurityKey.open(key.plugIn(), server.clock());
    }

    Client signedIn(String user) {
        Client client = new Client(server.origin());
        assertThat(client.password(user, OneServer.PASSWORD).expect(200).text("status"))
                .isEqualTo("SIGNED_IN");
        return client;
    }

    /** Tries to register a key in a session that is signed in. */
    Client.Answer register(Client client, String user, SecurityKey key) {
        return register(client, user, key, "blue");
    }

    Client.Answer register(Client client, String user, SecurityKey key, String name) {
        String devices = "/api/v1/users/" + user + "/devices";
        Client.Answer begun = client.post(devices, Client.object("type", "key")).expect(201);
        String credential = key.register(
                begun.body().get("publicKey").toString(), server.origin().toString());
        return client.post(
                devices + "/activation",
                Client.with(
                        Client.object("registration", begun.text("registration"), "name", name),
                        "credential",
                        credential));
    }

    /** Tries to sign in with password and key. */
    Client.Answer signIn(Client client, String user, SecurityKey key) {
        Client.Answer step = client.password(user, OneServer.PASSWORD).expect(200);
        String response = key.authenticate(
                step.body().get("publicKey").toString(), server.origin().toString());
        return client.post(
                "/api/v1/signin/" + step.text("signin") + "/factor",
                Client.with(Client.object(), "credential", response));
    }

    /** Why the newest refused event of that name was refused. */
    String reason(String event) {
        List<JsonNode> refused = server.events().stream()
                .filter(one -> one.path("eventName").asText().equals(event)
                        && !one.path("errorMessage").isMissingNode())
                .toList();
        return refused.isEmpty()
                ? "none"
                : refused.get(0).at("/additionalEventData/reason").asText();
    }

    @Override
    public void close() {
        server.close();
    }
}
