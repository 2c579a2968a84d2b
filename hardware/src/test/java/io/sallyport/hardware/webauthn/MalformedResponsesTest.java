// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is posted, the answer is one of two refusals. */
class MalformedResponsesTest {
    private static final Owner OWNER = new Owner(Bytes.ofHex("01"), "somebody");
    private static final Vector VECTOR = Vector.of("§16.3");

    private final WebAuthnSecurityKeys keys = new WebAuthnSecurityKeys(
            Vector.RP_ID,
            "Example",
            Set.of(Vector.ORIGIN),
            new ScriptedRandom(VECTOR.registrationChallenge(), VECTOR.assertionChallenge()));
    private final String registration = keys.startRegistration(OWNER, List.of()).request();
    private final KeyCredential credential = keys.finishRegistration(registration, VECTOR.registration());
    private final String assertion =
            keys.startAssertion(OWNER, List.of(credential)).request();

    private void register(String response) {
        keys.finishRegistration(registration, response);
    }

    private void authenticate(String response) {
        keys.finishAssertion(assertion, response, OWNER, List.of(credential));
    }

    private static void assertRefused(ThrowingCallable call, String input) {
        assertThat(catchThrowable(call))
                .as(input)
                .isInstanceOfSatisfying(
                        IamException.class,
                        e -> assertThat(e.kind())
                                .isIn(IamException.Kind.INVALID_INPUT, IamException.Kind.INVALID_AUTHENTICATION_CODE));
    }

    private static void assertInvalidInput(ThrowingCallable call) {
        assertThat(catchThrowable(call))
                .isInstanceOfSatisfying(
                        IamException.class, e -> assertThat(e.kind()).isEqualTo(IamException.Kind.INVALID_INPUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "1",
                "[]",
                "{}",
                "\"\"",
                "{\"id\":1}",
                "{",
                "{\"id\":\"AA\",\"type\":\"public-key\"}",
                "{\"id\":null,\"rawId\":null,\"type\":null,\"response\":null,\"clientExtensionResults\":null}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{},\"clientExtensionResults\":{}}"
            })
    void refusesWhatIsNoCredentialAsInvalidInput(String response) {
        assertInvalidInput(() -> register(response));
        assertInvalidInput(() -> authenticate(response));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"publicKeyCredentialRequestOptions\":null}"})
    void refusesWhatIsNoCeremonyAsInvalidInput(String request) {
        assertInvalidInput(() -> keys.finishRegistration(request, VECTOR.registration()));
        assertInvalidInput(() -> keys.finishAssertion(request, VECTOR.assertion(), OWNER, List.of(credential)));
    }

    @Test
    void refusesAnIdThatIsNotTheOneTheKeyMade() {
        Vector none = Vector.of("§16.2");
        WebAuthnSecurityKeys party = new WebAuthnSecurityKeys(
                Vector.RP_ID, "Example", Set.of(Vector.ORIGIN), new ScriptedRandom(none.registrationChallenge()));
        String begun = party.startRegistration(OWNER, List.of()).request();
        String others = none.registration().replaceAll("\"(id|rawId)\":\"..", "\"$1\":\"AA");
        assertThat(others).isNotEqualTo(none.registration());
        assertRefused(() -> party.finishRegistration(begun, others), others);
        assertThat(party.finishRegistration(begun, none.registration())).isNotNull();
    }

    @Test
    void refusesAResponseThatIsFarTooLong() {
        String padded = VECTOR.assertion() + " ".repeat(Ceremonies.MAX_RESPONSE);
        assertInvalidInput(() -> authenticate(padded));
    }

    @Test
    void refusesNestedJsonWithoutOverflow() {
        assertInvalidInput(() -> register("[".repeat(60_000)));
        assertInvalidInput(() -> authenticate("{\"id\":".repeat(10_000)));
    }

    @Test
    void refusesAFlippedBitInAnyByteOfAnAssertion() {
        forEachTamperedByte(
                VECTOR.authenticatorData(),
                data -> VECTOR.assertion(data, VECTOR.assertionClientData(), VECTOR.signature()));
        forEachTamperedByte(
                VECTOR.assertionClientData(),
                data -> VECTOR.assertion(VECTOR.authenticatorData(), data, VECTOR.signature()));
        forEachTamperedByte(
                VECTOR.signature(),
                data -> VECTOR.assertion(VECTOR.authenticatorData(), VECTOR.assertionClientData(), data));
    }

    private interface Tampering {
        String response(String hex);
    }

    private void forEachTamperedByte(String hex, Tampering tampering) {
        byte[] good = Bytes.ofHex(hex).toArray();
        for (int at = 0; at < good.length; at++) {
            byte[] flipped = good.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            String response = tampering.response(Bytes.of(flipped).toHex());
            assertRefused(() -> authenticate(response), "byte " + at + " of " + hex);
        }
    }

    @Test
    void letsNoOtherExceptionOutForMutatedText() {
        Random random = new Random(20260101);
        for (int i = 0; i < 400; i++) {
            String registered = mutated(VECTOR.registration(), random);
            String asserted = mutated(VECTOR.assertion(), random);
            assertAcceptedOrRefused(() -> register(registered), registered);
            assertAcceptedOrRefused(() -> authenticate(asserted), asserted);
        }
    }

    /** Some mutations change nothing that counts: an unknown member, unsigned padding. */
    private static void assertAcceptedOrRefused(ThrowingCallable call, String input) {
        if (catchThrowable(call) != null) {
            assertRefused(call, input);
        }
    }

    private static String mutated(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int edits = 1 + random.nextInt(3); edits > 0 && text.length() > 1; edits--) {
            int at = random.nextInt(text.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(128));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }
}
