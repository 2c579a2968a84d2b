// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyFacts;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example's registration and assertion, by a relying party that believes the root of §16.1 and one that does not. */
@DisplayName("WebAuthn L3 §16 Test Vectors")
class PublishedVectorsTest {
    private static final Set<String> UNATTESTED = Set.of("§16.2", "§16.3", "§16.4", "§16.5", "§16.6");
    private static final Set<String> FRAMED = Set.of("§16.4", "§16.5");

    private static final Bytes NO_MODEL = Bytes.of(new byte[16]);

    private static final AttestationTrust ROOT = AttestationTrust.of(Set.of(VectorParty.root()), VectorParty.CLOCK);

    static Stream<Vector> vectors() {
        return Vector.all().stream();
    }

    static Stream<Vector> framed() {
        return vectors().filter(vector -> FRAMED.contains(vector.section()));
    }

    static Stream<Vector> attested() {
        return vectors().filter(vector -> !UNATTESTED.contains(vector.section()));
    }

    private static void assertRefused(KeyRefusal why, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        IamException.class,
                        e -> assertThat(e.detail()).isEqualTo(why.refusal().detail()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void registersAndSignsIn(Vector vector) {
        VectorParty party = new VectorParty(vector, ROOT);
        KeyCredential credential = party.register(vector.registration());
        assertThat(credential.credentialId()).isEqualTo(Bytes.ofHex(vector.credentialId()));
        // No signature of fido-u2f covers its AAGUID.
        boolean proven = !vector.section().equals("§16.16");
        assertThat(credential.aaguid()).isEqualTo(proven ? Bytes.ofHex(vector.aaguid()) : NO_MODEL);
        assertThat(credential.signatureCount()).isZero();
        int flags = flags(vector);
        assertThat(credential.backupEligible()).isEqualTo((flags & 0x08) != 0);
        Assertion assertion = party.signIn(credential, vector.assertion());
        assertThat(assertion.userVerified()).isEqualTo((flags & 0x04) != 0);
        assertThat(assertion.credential()).isEqualTo(credential.withState(0, (flags & 0x10) != 0));
    }

    /** Of the assertion. */
    private static int flags(Vector vector) {
        return Integer.parseInt(vector.authenticatorData().substring(64, 66), 16);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isAttestedByWhoBelievesTheRoot(Vector vector) {
        KeyCredential credential = new VectorParty(vector, ROOT).register(vector.registration());
        boolean expected =
                !UNATTESTED.contains(vector.section()) && !vector.section().equals(VectorParty.WITHOUT_ORIGIN);
        assertThat(credential.attested()).isEqualTo(expected);
        KeyFacts facts = Objects.requireNonNull(credential.facts());
        assertThat(facts.issuerKeyIds().isEmpty()).isEqualTo(UNATTESTED.contains(vector.section()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isNotAttestedByWhoBelievesNobody(Vector vector) {
        assertThat(new VectorParty(vector, AttestationTrust.none())
                        .register(vector.registration())
                        .attested())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("attested")
    @DisplayName("An attestation with any of its bytes changed is refused, or proves nothing that it did not before")
    void refusesAForgedAttestation(Vector vector) {
        VectorParty party = new VectorParty(vector, ROOT);
        KeyCredential whole = party.register(vector.registration());
        byte[] made = Bytes.ofHex(vector.attestationObject()).toArray();
        // Each 7th: a ceremony for each would take a minute.
        for (int at = 0; at < made.length; at += 7) {
            byte[] forged = made.clone();
            forged[at] ^= 0x01;
            String answer = vector.registration(Bytes.of(forged).toHex());
            try {
                KeyCredential credential = party.register(answer);
                assertThat(credential.attested() && !credential.equals(whole))
                        .as("%s, byte %d", vector, at)
                        .isFalse();
            } catch (IamException refused) {
                assertThat(refused.kind())
                        .isIn(IamException.Kind.INVALID_INPUT, IamException.Kind.INVALID_AUTHENTICATION_CODE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesAnotherSignature(Vector vector) {
        VectorParty party = new VectorParty(vector, ROOT);
        KeyCredential credential = party.register(vector.registration());
        byte[] signature = Bytes.ofHex(vector.signature()).toArray();
        signature[signature.length - 1] ^= 0x01;
        assertRefused(
                KeyRefusal.SIGNATURE,
                () -> party.signIn(
                        credential,
                        vector.assertion(
                                vector.authenticatorData(),
                                vector.assertionClientData(),
                                Bytes.of(signature).toHex())));
    }

    @ParameterizedTest
    @MethodSource("framed")
    void refusesAPageInAFrameWhereNoneIsExpected(Vector vector) {
        VectorParty party = new VectorParty(vector, ROOT);
        KeyCredential credential = party.register(vector.registration());
        VectorParty unframed = new VectorParty(vector, ROOT, Set.of());
        assertRefused(KeyRefusal.CROSS_ORIGIN, () -> unframed.register(vector.registration()));
        assertRefused(KeyRefusal.CROSS_ORIGIN, () -> unframed.signIn(credential, vector.assertion()));
    }

    @Test
    @DisplayName("§16.5 is refused by who expects another page around its own")
    void refusesAnotherPageAround() {
        Vector vector = Vector.of("§16.5");
        KeyCredential credential = new VectorParty(vector, ROOT).register(vector.registration());
        VectorParty elsewhere = new VectorParty(vector, ROOT, Set.of("https://example.net"));
        assertRefused(KeyRefusal.CROSS_ORIGIN, () -> elsewhere.register(vector.registration()));
        assertRefused(KeyRefusal.CROSS_ORIGIN, () -> elsewhere.signIn(credential, vector.assertion()));
    }

    @Test
    void areFifteenAndOneAsItWasBefore() {
        assertThat(Vector.all()).hasSize(16);
        assertThat(List.of("none", "packed", "tpm", "android-key", "apple", "fido-u2f"))
                .allSatisfy(format -> assertThat(Vector.all())
                        .anySatisfy(vector -> assertThat(new VectorParty(vector, ROOT)
                                        .register(vector.registration())
                                        .facts())
                                .extracting(KeyFacts::attestationFormat)
                                .isEqualTo(format)));
    }
}
