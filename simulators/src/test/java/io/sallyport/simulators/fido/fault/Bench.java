// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.hid.CtapHidDevice;
import io.sallyport.simulators.junit.SeededRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One faulty key, the computer that it is plugged into, our relying party; time passes while a touch is awaited. */
final class Bench {
    private static final String ORIGIN = "https://example.org";
    private static final Owner OWNER = new Owner(Bytes.ofHex("01020304"), "somebody");

    private final ManualClock clock = new ManualClock();
    private static final KeyRules UNATTESTED = new KeyRules(
            KeyRules.UserVerification.DISCOURAGED, KeyRules.Conveyance.NONE, false, Set.of(), Set.of(), false, false);

    private final SeededRandom random = new SeededRandom(43);
    private final SecurityKeys relyingParty =
            new WebAuthnSecurityKeys("example.org", "Example", Set.of(ORIGIN), random);
    private final SimulatedSecurityKey key =
            new SimulatedSecurityKey(new Environment(clock, random, this::touch, Storage.inMemory()));
    private SecurityKey session = open();

    private Presence.Answer touch(Duration waiting) {
        clock.advance(CtapHidDevice.KEEPALIVE_INTERVAL);
        return Presence.Answer.TOUCHED;
    }

    private SecurityKey open() {
        return SecurityKey.open(key.plugIn(), clock);
    }

    Faults faults() {
        return key.faults();
    }

    SimulatedSecurityKey key() {
        return key;
    }

    void plugInAgain() {
        session = open();
    }

    /** Without a look at the attestation: then the client takes the key's statement away. */
    KeyCredential register() {
        return register(UNATTESTED);
    }

    /** As a relying party does that wants to know the model: then the client passes the key's attestation on. */
    KeyCredential registerAttested() {
        return register(KeyRules.STANDARD);
    }

    private KeyCredential register(KeyRules rules) {
        Ceremony ceremony = relyingParty.startRegistration(OWNER, List.of(), rules, false);
        return relyingParty.finishRegistration(
                ceremony.request(), session.register(ceremony.publicKey(), ORIGIN), rules);
    }

    Assertion signIn(KeyCredential credential) {
        Ceremony ceremony = relyingParty.startAssertion(OWNER, List.of(credential));
        String response = session.authenticate(ceremony.publicKey(), ORIGIN);
        return relyingParty.finishAssertion(ceremony.request(), response, OWNER, List.of(credential));
    }
}
