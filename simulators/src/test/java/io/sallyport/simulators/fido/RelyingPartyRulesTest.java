// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.KeyRules.Conveyance;
import io.sallyport.core.mfa.KeyRules.UserVerification;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.Interaction;
import io.sallyport.hardware.ctap.KeyEvent;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.junit.SeededRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an account asks of keys, of a simulated one with a PIN. */
class RelyingPartyRulesTest {
    private static final String ORIGIN = "http://localhost:8080";
    private static final Owner TYLER = new Owner(Bytes.ofHex("01020304"), "tyler");
    private static final Owner MARLA = new Owner(Bytes.ofHex("05060708"), "marla");
    private static final KeyRules VERIFIED = rules(UserVerification.REQUIRED, false);
    private static final KeyRules UNSYNCED = rules(UserVerification.DISCOURAGED, true);

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(5);
    private final WebAuthnSecurityKeys relyingParty =
            new WebAuthnSecurityKeys("localhost", "Sallyport", Set.of(ORIGIN), random);
    private final SimulatedSecurityKey simulated =
            new SimulatedSecurityKey(new Environment(clock, random, Presence.eager(), Storage.inMemory()));
    private final SecurityKey key = SecurityKey.open(simulated.plugIn(), clock, new Holder());

    RelyingPartyRulesTest() {
        key.pin().set("271828".toCharArray());
    }

    private static final class Holder implements Interaction {
        @Override
        public void on(KeyEvent event) {
            // Nobody is told.
        }

        @Override
        public Optional<char[]> pin(int triesLeft) {
            return Optional.of("271828".toCharArray());
        }

        @Override
        public OptionalInt choose(List<String> accounts) {
            return OptionalInt.of(0);
        }
    }

    private static KeyRules rules(UserVerification verification, boolean refuseSynced) {
        return new KeyRules(verification, Conveyance.NONE, false, Set.of(), Set.of(), refuseSynced, false);
    }

    private KeyCredential enrol(Owner owner, KeyRules rules, boolean passkey) {
        Ceremony ceremony = relyingParty.startRegistration(owner, List.of(), rules, passkey);
        return relyingParty.finishRegistration(ceremony.request(), key.register(ceremony.publicKey(), ORIGIN), rules);
    }

    private Assertion signIn(KeyCredential credential, KeyRules asked, KeyRules now) {
        Ceremony ceremony = relyingParty.startAssertion(TYLER, List.of(credential), asked);
        String response = key.authenticate(ceremony.publicKey(), ORIGIN);
        return relyingParty.finishAssertion(ceremony.request(), response, TYLER, List.of(credential), now);
    }

    private static void assertRefused(String reason, ThrowingCallable call) {
        assertThatThrownBy(call).hasFieldOrPropertyWithValue("detail", reason);
    }

    private static boolean isPasskey(KeyCredential credential) {
        return Objects.requireNonNull(credential.facts()).passkey();
    }

    @Test
    void aSecondFactorIsNoPasskey() {
        assertThat(isPasskey(enrol(TYLER, VERIFIED, false))).isFalse();
    }

    @Test
    void userVerificationIsAskedForWhereItIsRequired() {
        KeyCredential credential = enrol(TYLER, VERIFIED, false);
        assertThat(signIn(credential, VERIFIED, VERIFIED).userVerified()).isTrue();
        assertThat(signIn(credential, KeyRules.STANDARD, KeyRules.STANDARD).userVerified())
                .isFalse();
    }

    @Test
    void rulesThatBecameStricterMeanwhileCount() {
        KeyCredential credential = enrol(TYLER, KeyRules.STANDARD, false);
        assertRefused("user-not-verified", () -> signIn(credential, KeyRules.STANDARD, VERIFIED));
        Ceremony begun = relyingParty.startRegistration(MARLA, List.of());
        String response = key.register(begun.publicKey().replace("\"discouraged\"", "\"preferred\""), ORIGIN);
        assertThat(relyingParty.finishRegistration(begun.request(), response, VERIFIED))
                .isNotNull();
        simulated.inject(Fault.UV_FLIPPED);
        assertRefused("user-not-verified", () -> enrol(MARLA, VERIFIED, false));
    }

    @Test
    void aPasskeySignsInAloneAndSaysWhose() {
        KeyCredential credential = enrol(TYLER, KeyRules.STANDARD, true);
        assertThat(isPasskey(credential)).isTrue();
        Ceremony ceremony = relyingParty.startPasskey(List.of());
        assertThat(ceremony.publicKey())
                .doesNotContain("allowCredentials")
                .contains("\"userVerification\":\"required\"");
        String response = key.authenticate(ceremony.publicKey(), ORIGIN);
        assertThat(relyingParty.handle(response)).contains(TYLER.handle());
        Assertion proven = relyingParty.finishAssertion(ceremony.request(), response, TYLER, List.of(credential));
        assertThat(proven.userVerified()).isTrue();
    }

    @Test
    void aPasskeySignsItsOwnUserInOnly() {
        KeyCredential tylers = enrol(TYLER, KeyRules.STANDARD, true);
        Ceremony ceremony = relyingParty.startPasskey(List.of());
        String response = key.authenticate(ceremony.publicKey(), ORIGIN);
        assertRefused(
                "others-credential",
                () -> relyingParty.finishAssertion(ceremony.request(), response, MARLA, List.of(tylers)));
    }

    @Test
    void aSecondFactorSignsNobodyInAlone() {
        KeyCredential credential = enrol(TYLER, KeyRules.STANDARD, true);
        KeyCredential factor = new KeyCredential(
                credential.credentialId(),
                credential.publicKey(),
                credential.signatureCount(),
                credential.aaguid(),
                false,
                false,
                false);
        Ceremony ceremony = relyingParty.startPasskey(List.of(SecurityKeys.Descriptor.of(credential)));
        String response = key.authenticate(ceremony.publicKey(), ORIGIN);
        assertRefused(
                "unknown-credential",
                () -> relyingParty.finishAssertion(ceremony.request(), response, TYLER, List.of(factor)));
    }

    @Test
    void aPasskeyIsASecondFactorToo() {
        KeyCredential credential = enrol(TYLER, KeyRules.STANDARD, true);
        assertThat(signIn(credential, KeyRules.STANDARD, KeyRules.STANDARD).credential())
                .isNotNull();
    }

    @Test
    void credentialsThatMayBeCopiedAreRefusedWhereTheAccountSaysSo() {
        simulated.inject(Fault.BE_FLIPPED);
        assertThat(enrol(TYLER, KeyRules.STANDARD, false).backupEligible()).isTrue();
        assertRefused("synced", () -> enrol(MARLA, UNSYNCED, false));
    }

    @Test
    void oneThatWasEnrolledBeforeTheAccountSaidSoIsRefusedToo() {
        simulated.inject(Fault.BE_FLIPPED);
        KeyCredential synced = enrol(TYLER, KeyRules.STANDARD, false);
        assertRefused("synced", () -> signIn(synced, UNSYNCED, UNSYNCED));
    }
}
