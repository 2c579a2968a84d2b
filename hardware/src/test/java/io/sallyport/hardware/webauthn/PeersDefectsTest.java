// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.KeyRules.Conveyance;
import io.sallyport.core.mfa.KeyRules.UserVerification;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other relying parties got wrong, each defect by its name. Every assertion here bears a signature that verifies, unless it says so. */
class PeersDefectsTest {
    private static final String RP_ID = "example.org";
    private static final String ORIGIN = "https://example.org";
    private static final Owner ALICE = new Owner(Bytes.ofHex("0a"), "alice");
    private static final Owner MALLORY = new Owner(Bytes.ofHex("0b"), "mallory");
    private static final int UP = 1;
    private static final int STORED = 5;

    private final WebAuthnSecurityKeys keys =
            new WebAuthnSecurityKeys(RP_ID, "Example", Set.of(ORIGIN), new SecureRandom());
    private final SignedAssertions key = new SignedAssertions("01".repeat(32));
    private final KeyCredential stored = key.credential(STORED);
    private Ceremony ceremony = keys.startAssertion(ALICE, List.of(stored));
    private byte[] data = SignedAssertions.authenticatorData(RP_ID, UP, STORED + 1);

    private static String clientData(Ceremony ceremony, String origin, String further) {
        try {
            String challenge = new ObjectMapper()
                    .readTree(ceremony.publicKey())
                    .required("challenge")
                    .textValue();
            return "{\"type\":\"webauthn.get\",\"challenge\":\"%s\",\"origin\":\"%s\"%s}"
                    .formatted(challenge, origin, further);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String good() {
        return clientData(ceremony, ORIGIN, "");
    }

    private Assertion answered(String response) {
        return keys.finishAssertion(ceremony.request(), response, ALICE, List.of(stored));
    }

    private void assertRefused(String response) {
        assertThat(catchThrowable(() -> answered(response))).as(response).isInstanceOf(IamException.class);
    }

    @BeforeEach
    void theSameWithoutTheDefectIsAccepted() {
        assertThat(answered(key.response(data, good())).credential().signatureCount())
                .isEqualTo(STORED + 1);
    }

    @Test
    @DisplayName("java-webauthn-server before 2.8.2 (YSA-2026-02): another user's credential")
    void anothersCredentialSignsNobodyIn() {
        SignedAssertions mallorys = new SignedAssertions("02".repeat(32));
        String clientData = good();
        assertRefused(mallorys.response(data, clientData));
        byte[] signature = mallorys.sign("SHA256withECDSA", data, clientData);
        assertRefused(mallorys.response(data, clientData, signature, ALICE.handle()));
        assertRefused(mallorys.response(data, clientData, signature, MALLORY.handle()));
    }

    @Test
    @DisplayName("User handle ignored: one that is not the owner's")
    void anothersUserHandleIsRefused() {
        String clientData = good();
        byte[] signature = key.sign("SHA256withECDSA", data, clientData);
        assertThat(answered(key.response(data, clientData, signature, ALICE.handle())))
                .isNotNull();
        assertRefused(key.response(data, clientData, signature, MALLORY.handle()));
    }

    @Test
    @DisplayName("Another user's ceremony finished by one's own key")
    void anothersCeremonyIsRefused() {
        ceremony = keys.startAssertion(MALLORY, List.of(stored));
        assertRefused(key.response(data, good()));
    }

    @Test
    @DisplayName("Keycloak #49920: counter + 1 stored")
    void theReportedCounterIsStored() {
        data = SignedAssertions.authenticatorData(RP_ID, UP, 41);
        KeyCredential now = answered(key.response(data, good())).credential();
        assertThat(now.signatureCount()).isEqualTo(41);
        // Stored one too high, the very next report would be taken for a clone's.
        byte[] following = SignedAssertions.authenticatorData(RP_ID, UP, 42);
        assertThat(keys.finishAssertion(ceremony.request(), key.response(following, good()), ALICE, List.of(now)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, STORED})
    @DisplayName("LinOTP: a clone that reports zero, or an old counter")
    void aCounterThatDidNotGrowIsRefused(int counter) {
        assertRefused(key.response(SignedAssertions.authenticatorData(RP_ID, UP, counter), good()));
    }

    @Test
    @DisplayName("User verification required and not checked")
    void requiredVerificationIsDemandedOfTheAnswer() {
        KeyRules rules =
                new KeyRules(UserVerification.REQUIRED, Conveyance.NONE, false, Set.of(), Set.of(), false, false);
        Ceremony begun = keys.startAssertion(ALICE, List.of(stored), rules);
        String clientData = clientData(begun, ORIGIN, "");
        assertThat(catchThrowable(() -> keys.finishAssertion(
                        begun.request(), key.response(data, clientData), ALICE, List.of(stored), rules)))
                .isInstanceOf(IamException.class);
    }

    @Test
    @DisplayName("User presence not checked")
    void presenceIsDemanded() {
        assertRefused(key.response(SignedAssertions.authenticatorData(RP_ID, 0, STORED + 1), good()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org.evil.example",
                "https://evilexample.org",
                "https://sub.example.org",
                "https://example.org:8443",
                "http://example.org",
                "https://example.org@evil.example",
                "https://EXAMPLE.org/",
                "null",
                ""
            })
    @DisplayName("Origin compared by prefix, suffix or without its port")
    void anOriginThatOnlyResemblesIsRefused(String origin) {
        assertRefused(key.response(data, clientData(ceremony, origin, "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org", "sub.example.org", "example.com", "https://example.org"})
    @DisplayName("rpIdHash not checked")
    void anotherSitesHashIsRefused(String rpId) {
        assertRefused(key.response(SignedAssertions.authenticatorData(rpId, UP, STORED + 1), good()));
    }

    @Test
    @DisplayName("Challenge of another ceremony replayed")
    void anotherCeremonysChallengeIsRefused() {
        String old = good();
        ceremony = keys.startAssertion(ALICE, List.of(stored));
        assertRefused(key.response(data, old));
    }

    @Test
    @DisplayName("Type not checked: a registration's client data in an assertion")
    void aRegistrationsTypeIsRefused() {
        assertRefused(key.response(data, good().replace("webauthn.get", "webauthn.create")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"crossOrigin\":true",
                ",\"crossOrigin\":\"false\"",
                ",\"crossOrigin\":1",
                ",\"topOrigin\":\"https://example.com\"",
                ",\"crossOrigin\":false,\"topOrigin\":\"https://example.com\"",
                ",\"crossOrigin\":false,\"topOrigin\":null"
            })
    @DisplayName("crossOrigin and topOrigin ignored")
    void aFramedPageIsRefused(String member) {
        assertRefused(key.response(data, clientData(ceremony, ORIGIN, member)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30060201000201" + "00", "3006020101020100", "00"})
    @DisplayName("Psychic signatures (CVE-2022-21449), and no signature at all")
    void aSignatureOfZerosIsRefused(String hex) {
        assertRefused(key.response(data, good(), HexFormat.of().parseHex(hex), null));
    }

    @Test
    @DisplayName("ECDSA in IEEE P1363 form, and DER with bytes behind it (WebAuthn L3 §6.5.5)")
    void onlyDerIsASignature() {
        String clientData = good();
        assertRefused(key.response(data, clientData, key.sign("SHA256withECDSAinP1363Format", data, clientData), null));
        byte[] der = key.sign("SHA256withECDSA", data, clientData);
        assertRefused(key.response(data, clientData, Arrays.copyOf(der, der.length + 1), null));
    }

    @Test
    @DisplayName("A hash that is not the COSE key's algorithm's")
    void anotherHashIsRefused() {
        String clientData = good();
        assertRefused(key.response(data, clientData, key.sign("SHA512withECDSA", data, clientData), null));
    }

    @Test
    @DisplayName("A public key that is no point of its curve")
    void aPointOffTheCurveVerifiesNothing() {
        KeyCredential offCurve = key.credential(STORED, "00".repeat(31) + "01", "00".repeat(31) + "01");
        assertThat(catchThrowable(() ->
                        keys.finishAssertion(ceremony.request(), key.response(data, good()), ALICE, List.of(offCurve))))
                .isInstanceOf(IamException.class);
    }

    @Test
    @DisplayName("Bytes behind the authenticator data that no flag announces")
    void overlongAuthenticatorDataIsRefused() {
        assertRefused(key.response(Arrays.copyOf(data, data.length + 1), good()));
    }
}
