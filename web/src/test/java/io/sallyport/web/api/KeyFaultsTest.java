// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.KeyRules;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.fido.fault.Operation;
import io.sallyport.simulators.fido.fault.When;
import io.sallyport.web.PinHolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each fault of a key that a server gets to see, over the JSON API: it refuses and tells nobody why but the account's event
 * log, and the next good attempt works. Other faults end at the program that talks with the key: see docs/faults.md.
 */
@Tag("slow")
class KeyFaultsTest {
    private static KeyServer server;
    private static int users;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = new KeyServer(directory);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** What the account asks of keys in a case. */
    enum Asks {
        NOTHING(KeyServer.UNATTESTED),
        STATEMENT(KeyRules.STANDARD),
        VERIFICATION(rules(KeyRules.UserVerification.REQUIRED, false, false)),
        PROOF(rules(KeyRules.UserVerification.DISCOURAGED, true, false)),
        UNSYNCED(rules(KeyRules.UserVerification.DISCOURAGED, false, true));

        @SuppressWarnings("ImmutableEnumChecker") // A record of values; Error Prone cannot see it.
        private final KeyRules rules;

        Asks(KeyRules rules) {
            this.rules = rules;
        }

        private static KeyRules rules(KeyRules.UserVerification verification, boolean attested, boolean unsynced) {
            return new KeyRules(
                    verification, KeyRules.Conveyance.DIRECT, attested, Set.of(), Set.of(), unsynced, false);
        }
    }

    private String newUser() {
        String name = "user" + ++users;
        server.running().addUser(name, OneServer.PASSWORD);
        return name;
    }

    @ParameterizedTest
    @CsvSource({
        "bs-flipped, NOTHING, backup-state",
        "credential-id-too-long, NOTHING, credential-id-too-long",
        "other-algorithm, NOTHING, algorithm",
        "up-flipped, NOTHING, user-not-present",
        "wrong-rp-id-hash, NOTHING, rp-id",
        "attestation-algorithm, STATEMENT, attestation",
        "bad-signature, STATEMENT, attestation",
        "empty-signature, STATEMENT, attestation",
        "signature-not-der, STATEMENT, attestation",
        "signature-of-other-algorithm, STATEMENT, attestation",
        "wrong-aaguid, STATEMENT, attestation",
        "wrong-challenge, STATEMENT, attestation",
        "be-flipped, UNSYNCED, synced",
        "attestation-expired, PROOF, not-attested",
        "self-signed-leaf, PROOF, not-attested"
    })
    void refusesToEnrol(String label, Asks asks, String reason) throws IOException {
        String user = newUser();
        server.rules(asks.rules);
        SimulatedSecurityKey simulated = server.made(Products.YUBIKEY_5_4);
        Client client = server.signedIn(user);
        try (SecurityKey key = server.plugIn(simulated)) {
            Fault fault = Fault.labelled(label).orElseThrow();
            simulated.faults().inject(fault, When.next(Operation.REGISTRATION));
            Client.Answer refused = server.register(client, user, key);
            assertRefused(refused, "EnableMFADevice", reason);
            assertThat(client.get("/api/v1/users/" + user + "/devices").body().get("devices"))
                    .isEmpty();
            simulated.faults().clear();
            server.register(client, user, key).expect(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "attested-data-promised, malformed",
        "authenticator-data-trailing, malformed",
        "authenticator-data-truncated, malformed",
        "bad-signature, signature",
        "be-flipped, backup-state",
        "bs-flipped, backup-state",
        "counter-back, signature-counter",
        "counter-fixed, signature-counter",
        "counter-zero, signature-counter",
        "empty-signature, signature",
        "extension-data-missing, malformed",
        "signature-not-der, signature",
        "signature-of-other-algorithm, signature",
        "up-flipped, user-not-present",
        "wrong-challenge, signature",
        "wrong-credential-id, unknown-credential",
        "wrong-rp-id-hash, rp-id",
        "wrong-user-handle, others-credential"
    })
    void refusesToSignIn(String label, String reason) throws IOException {
        String user = newUser();
        server.rules(KeyServer.UNATTESTED);
        SimulatedSecurityKey simulated = server.made(Products.YUBIKEY_5_4);
        Client client = server.signedIn(user);
        try (SecurityKey key = server.plugIn(simulated)) {
            server.register(client, user, key).expect(200);
            Fault fault = Fault.labelled(label).orElseThrow();
            simulated.faults().inject(fault, When.next(Operation.ASSERTION));
            Client stranger = new Client(server.running().origin());
            assertRefused(server.signIn(stranger, user, key), "CheckMfa", reason);
            stranger.get("/api/v1/session").expect(401);
            simulated.faults().clear();
            server.signIn(stranger, user, key).expect(200);
            stranger.get("/api/v1/session").expect(200);
        }
    }

    @Test
    void anAnswerWithoutVerificationIsRefusedWhereTheAccountDemandsIt() throws IOException {
        String user = newUser();
        server.rules(Asks.VERIFICATION.rules);
        SimulatedSecurityKey simulated = server.made(Products.YUBIKEY_5_4);
        Client client = server.signedIn(user);
        try (SecurityKey key =
                SecurityKey.open(simulated.plugIn(), server.running().clock(), new PinHolder())) {
            key.pin().set(PinHolder.PIN.toCharArray());
            simulated.faults().inject(Fault.UV_FLIPPED, When.next(Operation.REGISTRATION));
            assertRefused(server.register(client, user, key), "EnableMFADevice", "user-not-verified");
            simulated.faults().clear();
            server.register(client, user, key).expect(200);
            simulated.faults().inject(Fault.UV_FLIPPED, When.next(Operation.ASSERTION));
            Client stranger = new Client(server.running().origin());
            assertRefused(server.signIn(stranger, user, key), "CheckMfa", "user-not-verified");
            stranger.get("/api/v1/session").expect(401);
            simulated.faults().clear();
            server.signIn(stranger, user, key).expect(200);
        }
    }

    private static void assertRefused(Client.Answer refused, String event, String reason) {
        assertThat(refused.status()).isIn(400, 403);
        assertThat(refused.body().toString()).doesNotContain(reason);
        assertThat(server.reason(event)).isEqualTo(reason);
    }
}
