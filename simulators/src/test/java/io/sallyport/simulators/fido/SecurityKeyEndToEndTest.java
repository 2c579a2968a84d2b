// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Simulator, 64-byte packets, yubikit's client, our relying party. */
class SecurityKeyEndToEndTest {
    private static final String ORIGIN = "http://localhost:8080";
    private static final Owner TYLER = new Owner(Bytes.ofHex("01020304"), "tyler");

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(1);
    private final SecurityKeys relyingParty =
            new WebAuthnSecurityKeys("localhost", "Sallyport", Set.of(ORIGIN), random);
    private final SecurityKey key = plugIn(Presence.eager(), Storage.inMemory());

    private SecurityKey plugIn(Presence presence, Storage storage) {
        Environment environment = new Environment(clock, random, presence, storage);
        return SecurityKey.open(new SimulatedSecurityKey(environment).plugIn(), clock);
    }

    private KeyCredential enrol() {
        Ceremony ceremony = relyingParty.startRegistration(TYLER, List.of());
        return relyingParty.finishRegistration(ceremony.request(), key.register(ceremony.publicKey(), ORIGIN));
    }

    @Test
    void registersAndSignsIn() {
        KeyCredential credential = enrol();
        Ceremony ceremony = relyingParty.startAssertion(TYLER, List.of(credential));
        var assertion = relyingParty.finishAssertion(
                ceremony.request(), key.authenticate(ceremony.publicKey(), ORIGIN), TYLER, List.of(credential));
        assertThat(assertion.credential().signatureCount()).isGreaterThan(credential.signatureCount());
        assertThat(assertion.userVerified()).isFalse();
        assertThat(credential.attested()).isFalse();
    }

    @Test
    void refusesAnAssertionForAnotherCeremony() {
        KeyCredential credential = enrol();
        Ceremony ceremony = relyingParty.startAssertion(TYLER, List.of(credential));
        String response = key.authenticate(ceremony.publicKey(), ORIGIN);
        Ceremony other = relyingParty.startAssertion(TYLER, List.of(credential));
        assertThatThrownBy(() -> relyingParty.finishAssertion(other.request(), response, TYLER, List.of(credential)))
                .isInstanceOf(IamException.class);
    }
}
