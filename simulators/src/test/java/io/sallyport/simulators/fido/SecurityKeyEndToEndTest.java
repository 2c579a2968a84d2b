// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.CtapHidDevice;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Simulator, 64-byte packets, yubikit's client, our relying party. */
class SecurityKeyEndToEndTest {
    private static final String ORIGIN = "http://localhost:8080";
    private static final Owner TYLER = new Owner(Bytes.ofHex("01020304"), "tyler");
    private static final Owner MARLA = new Owner(Bytes.ofHex("05060708"), "marla");

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(1);
    private final Storage storage = Storage.inMemory();
    private final SecurityKeys relyingParty =
            new WebAuthnSecurityKeys("localhost", "Sallyport", Set.of(ORIGIN), random);
    private final SecurityKey key = plugIn(Presence.eager(), storage);

    private SecurityKey plugIn(Presence presence, Storage memory) {
        Environment environment = new Environment(clock, random, presence, memory);
        return SecurityKey.open(new SimulatedSecurityKey(environment).plugIn(), clock);
    }

    private static Storage copyOf(Storage original) {
        Storage copy = Storage.inMemory();
        original.names().forEach(name -> copy.write(name, original.read(name).orElseThrow()));
        return copy;
    }

    private KeyCredential enrol(Owner owner) {
        Ceremony ceremony = relyingParty.startRegistration(owner, List.of());
        return relyingParty.finishRegistration(ceremony.request(), key.register(ceremony.publicKey(), ORIGIN));
    }

    private Assertion signIn(SecurityKey with, KeyCredential credential) {
        Ceremony ceremony = relyingParty.startAssertion(TYLER, List.of(credential));
        String response = with.authenticate(ceremony.publicKey(), ORIGIN);
        return relyingParty.finishAssertion(ceremony.request(), response, TYLER, List.of(credential));
    }

    private static void assertNotValid(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        IamException.class,
                        e -> assertThat(e.kind()).isEqualTo(IamException.Kind.INVALID_AUTHENTICATION_CODE))
                .hasMessage("Authentication code for device is not valid.");
    }

    private static void assertCtapRefused(ThrowingCallable call, CtapStatus status) {
        assertThat(catchThrowableOfType(DeviceException.CtapRefused.class, call).status())
                .isEqualTo(status.code());
    }

    @Test
    void registersAndSignsIn() {
        KeyCredential credential = enrol(TYLER);
        assertThat(credential.aaguid()).isEqualTo(Products.YUBIKEY_5_4.aaguid());
        assertThat(credential.attested()).isFalse();
        assertThat(credential.backupEligible()).isFalse();
        Assertion first = signIn(key, credential);
        assertThat(first.userVerified()).isFalse();
        long count = first.credential().signatureCount();
        assertThat(count).isGreaterThan(credential.signatureCount());
        assertThat(first.credential()).isEqualTo(credential.withState(count, false));
        assertThat(signIn(key, first.credential()).credential().signatureCount())
                .isGreaterThan(count);
    }

    @Test
    void isTheSameKeyAfterAPowerCycle() {
        KeyCredential credential = enrol(TYLER);
        assertThat(signIn(plugIn(Presence.eager(), storage), credential)
                        .credential()
                        .signatureCount())
                .isGreaterThan(credential.signatureCount());
    }

    @Test
    void refusesAPageOfAnotherOrigin() {
        String evil = "http://evil.localhost:8080";
        Ceremony registration = relyingParty.startRegistration(TYLER, List.of());
        String made = key.register(registration.publicKey(), evil);
        assertNotValid(() -> relyingParty.finishRegistration(registration.request(), made));

        KeyCredential credential = enrol(TYLER);
        Ceremony assertion = relyingParty.startAssertion(TYLER, List.of(credential));
        String response = key.authenticate(assertion.publicKey(), evil);
        assertNotValid(() -> relyingParty.finishAssertion(assertion.request(), response, TYLER, List.of(credential)));
    }

    @Test
    void asksNoKeyForAnOriginThatDoesNotOwnTheRpId() {
        Ceremony ceremony = relyingParty.startRegistration(TYLER, List.of());
        assertThatThrownBy(() -> key.register(ceremony.publicKey(), "https://example.org"))
                .isInstanceOf(DeviceException.Unsuitable.class);
    }

    @Test
    void refusesARegistrationForAnotherCeremony() {
        Ceremony ceremony = relyingParty.startRegistration(TYLER, List.of());
        String response = key.register(ceremony.publicKey(), ORIGIN);
        Ceremony other = relyingParty.startRegistration(TYLER, List.of());
        assertNotValid(() -> relyingParty.finishRegistration(other.request(), response));
    }

    @Test
    void refusesAReplayInALaterCeremony() {
        KeyCredential credential = enrol(TYLER);
        Ceremony ceremony = relyingParty.startAssertion(TYLER, List.of(credential));
        String response = key.authenticate(ceremony.publicKey(), ORIGIN);
        Assertion accepted = relyingParty.finishAssertion(ceremony.request(), response, TYLER, List.of(credential));
        Ceremony later = relyingParty.startAssertion(TYLER, List.of(accepted.credential()));
        assertNotValid(
                () -> relyingParty.finishAssertion(later.request(), response, TYLER, List.of(accepted.credential())));
    }

    @Test
    void refusesAReplayInTheSameCeremonyByItsCounter() {
        KeyCredential credential = enrol(TYLER);
        Ceremony ceremony = relyingParty.startAssertion(TYLER, List.of(credential));
        String response = key.authenticate(ceremony.publicKey(), ORIGIN);
        Assertion accepted = relyingParty.finishAssertion(ceremony.request(), response, TYLER, List.of(credential));
        assertNotValid(() ->
                relyingParty.finishAssertion(ceremony.request(), response, TYLER, List.of(accepted.credential())));
    }

    @Test
    void refusesAnotherOwnersCredential() {
        KeyCredential tylers = enrol(TYLER);
        KeyCredential marlas = enrol(MARLA);
        Ceremony marlasCeremony = relyingParty.startAssertion(MARLA, List.of(marlas));
        String response = key.authenticate(marlasCeremony.publicKey(), ORIGIN);
        assertNotValid(() -> relyingParty.finishAssertion(marlasCeremony.request(), response, TYLER, List.of(tylers)));
        assertNotValid(
                () -> relyingParty.finishAssertion(marlasCeremony.request(), response, TYLER, List.of(tylers, marlas)));

        Ceremony tylersCeremony = relyingParty.startAssertion(TYLER, List.of(tylers));
        Ceremony forged = new Ceremony(
                tylersCeremony.request(),
                relyingParty.startAssertion(MARLA, List.of(marlas)).publicKey());
        String marlasResponse = key.authenticate(forged.publicKey(), ORIGIN);
        assertNotValid(
                () -> relyingParty.finishAssertion(tylersCeremony.request(), marlasResponse, TYLER, List.of(tylers)));
    }

    @Test
    void refusesTheSecondOfTwoCopiesOfAKey() {
        KeyCredential credential = enrol(TYLER);
        SecurityKey copy = plugIn(Presence.eager(), copyOf(storage));
        KeyCredential used = signIn(key, credential).credential();
        assertNotValid(() -> signIn(copy, used));
    }

    @Test
    void refusesToRegisterAKeyTwice() {
        KeyCredential credential = enrol(TYLER);
        Ceremony again = relyingParty.startRegistration(TYLER, List.of(credential));
        assertCtapRefused(() -> key.register(again.publicKey(), ORIGIN), CtapStatus.CREDENTIAL_EXCLUDED);
    }

    @Test
    void refusesAnExcludedCredentialThoughTheKeyDidNot() {
        Ceremony first = relyingParty.startRegistration(TYLER, List.of());
        String response = key.register(first.publicKey(), ORIGIN);
        KeyCredential credential = relyingParty.finishRegistration(first.request(), response);
        Ceremony again = relyingParty.startRegistration(TYLER, List.of(credential));
        String excluding = first.request()
                .replace(
                        "\"excludeCredentials\":[]",
                        again.request().replaceAll("(?s).*(\"excludeCredentials\":\\[\\{.*?\\}\\]).*", "$1"));
        assertThat(excluding).isNotEqualTo(first.request());
        assertNotValid(() -> relyingParty.finishRegistration(excluding, response));
    }

    @Test
    void refusesACredentialThatTheKeyDoesNotHold() {
        KeyCredential credential = enrol(TYLER);
        SecurityKey stranger = plugIn(Presence.eager(), Storage.inMemory());
        Ceremony ceremony = relyingParty.startAssertion(TYLER, List.of(credential));
        assertCtapRefused(() -> stranger.authenticate(ceremony.publicKey(), ORIGIN), CtapStatus.NO_CREDENTIALS);
    }

    @Test
    void reportsThatNobodyWantedToTouch() {
        SecurityKey untouched = plugIn(Presence.declining(), storage);
        Ceremony ceremony = relyingParty.startRegistration(TYLER, List.of());
        assertCtapRefused(() -> untouched.register(ceremony.publicKey(), ORIGIN), CtapStatus.OPERATION_DENIED);
    }

    @Test
    void waitsForATouchThroughKeepAlives() {
        SecurityKey slow = plugIn(
                waiting -> {
                    clock.advance(CtapHidDevice.KEEPALIVE_INTERVAL);
                    return waiting.toSeconds() < 20 ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED;
                },
                storage);
        Ceremony ceremony = relyingParty.startRegistration(TYLER, List.of());
        String response = slow.register(ceremony.publicKey(), ORIGIN);
        assertThat(relyingParty
                        .finishRegistration(ceremony.request(), response)
                        .credentialId()
                        .length())
                .isEqualTo(64);
    }

    private SecurityKey ignored() {
        return plugIn(
                waiting -> {
                    clock.advance(CtapHidDevice.KEEPALIVE_INTERVAL);
                    return Presence.Answer.NOT_YET;
                },
                storage);
    }

    @Test
    void givesUpWhenTheKeyDoes() {
        Ceremony ceremony = relyingParty.startRegistration(TYLER, List.of());
        assertCtapRefused(() -> ignored().register(ceremony.publicKey(), ORIGIN), CtapStatus.ACTION_TIMEOUT);
    }

    @Test
    void cancelsWhenThePagesTimeIsUp() {
        Ceremony ceremony = relyingParty.startRegistration(TYLER, List.of());
        String hurried = ceremony.publicKey().replace("\"timeout\":300000", "\"timeout\":2000");
        assertThat(hurried).isNotEqualTo(ceremony.publicKey());
        var start = clock.instant();
        assertCtapRefused(() -> ignored().register(hurried, ORIGIN), CtapStatus.KEEPALIVE_CANCEL);
        assertThat(Duration.between(start, clock.instant())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void reportsAKeyThatWasPulledOut() throws IOException {
        Ceremony ceremony = relyingParty.startRegistration(TYLER, List.of());
        key.close();
        assertThatThrownBy(() -> key.register(ceremony.publicKey(), ORIGIN))
                .isInstanceOf(DeviceException.Unreachable.class);
    }

    @Test
    void rejectsOptionsThatAreNone() {
        for (String options : List.of("", "null", "[]", "{}", "{\"challenge\":7}")) {
            assertThatThrownBy(() -> key.register(options, ORIGIN)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> key.authenticate(options, ORIGIN)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
