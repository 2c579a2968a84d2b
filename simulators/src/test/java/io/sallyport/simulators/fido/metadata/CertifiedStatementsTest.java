// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.hardware.webauthn.WebSite;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.fido.metadata.CertifiedKey.Told;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What certificates may and may not say of a new credential: packed (WebAuthn L3 §8.2.1) and android-key (§8.4). */
class CertifiedStatementsTest {
    private static final String MODEL_EXTENSION = "1.3.6.1.4.1.45724.1.1.4";
    private static final String DESCRIPTION = "1.3.6.1.4.1.11129.2.1.17";
    private static final Owner OWNER = new Owner(Bytes.ofHex("01"), "somebody");
    private static final ASN1Encodable EMPTY = new DERSequence();
    private static final ASN1Encodable GENERATED = origin(0);
    private static final ASN1Encodable SIGN = purpose(2);

    private final ManualClock clock = new ManualClock();
    private final CertifiedKey key = new CertifiedKey();
    private final KeyPair batch = CertifiedKey.pair();
    private final WebAuthnSecurityKeys party = new WebAuthnSecurityKeys(
            new WebSite("example.org", "Example", Set.of("https://example.org"), Optional.empty()),
            AttestationTrust.of(Set.of(key.root), clock),
            new SeededRandom(8));
    private final Ceremony ceremony = party.startRegistration(OWNER, List.of());
    private final String clientData = clientData(ceremony);

    private static String clientData(Ceremony ceremony) {
        try {
            return CertifiedKey.clientData(new ObjectMapper()
                    .readTree(ceremony.publicKey())
                    .required("challenge")
                    .textValue());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private KeyCredential finish(String answer) {
        return party.finishRegistration(ceremony.request(), answer, KeyRules.STANDARD);
    }

    private static void assertRefused(String why, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        IamException.class,
                        e -> assertThat(e.detail())
                                .isEqualTo(KeyRefusal.ATTESTATION.refusal().detail()))
                .hasStackTraceContaining(why);
    }

    private KeyCredential packed(String subject, boolean authority, Map<String, Told> extensions) {
        return finish(key.registration(
                "packed", clientData, key.leaf(subject, batch, authority, extensions), batch.getPrivate()));
    }

    private static Told model(boolean critical, Bytes aaguid) {
        return new Told(critical, new DEROctetString(aaguid.toArray()));
    }

    @Test
    void aPackedCertificateUnderTheRootAttests() {
        assertThat(packed(CertifiedKey.SUBJECT, false, Map.of()).attested()).isTrue();
    }

    @Test
    void aPackedCertificateOfTheModelAttests() {
        Told model = model(false, CertifiedKey.MODEL);
        assertThat(packed(CertifiedKey.SUBJECT, false, Map.of(MODEL_EXTENSION, model))
                        .attested())
                .isTrue();
    }

    @Test
    void aPackedCertificateThatIsNotValidAnyMoreAttestsNothing() {
        clock.advance(Duration.ofDays(30 * 365));
        assertThat(packed(CertifiedKey.SUBJECT, false, Map.of()).attested()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O=Maker, OU=Authenticator Attestation, CN=Batch",
                "C=se, O=Maker, OU=Authenticator Attestation, CN=Batch",
                "C=AB, O=Maker, OU=Authenticator Attestation, CN=Batch",
                "C=SE, OU=Authenticator Attestation, CN=Batch",
                "C=SE, O=Maker, CN=Batch",
                "C=SE, O=Maker, OU=authenticator attestation, CN=Batch",
                "C=SE, O=Maker, OU=Authenticator Attestation",
            })
    void aPackedCertificateOfAnotherSubjectIsRefused(String subject) {
        assertRefused("its subject", () -> packed(subject, false, Map.of()));
    }

    @Test
    void aPackedCertificateOfACaIsRefused() {
        assertRefused("it is a CA's", () -> packed(CertifiedKey.SUBJECT, true, Map.of()));
    }

    @Test
    void aPackedCertificateOfAnotherModelIsRefused() {
        Told model = model(false, Bytes.of(new byte[16]));
        assertRefused("another model", () -> packed(CertifiedKey.SUBJECT, false, Map.of(MODEL_EXTENSION, model)));
    }

    @Test
    void aPackedCertificateWhoseModelIsNoOctetStringIsRefused() {
        Told model = new Told(false, new ASN1Integer(1));
        assertRefused("no octet string", () -> packed(CertifiedKey.SUBJECT, false, Map.of(MODEL_EXTENSION, model)));
    }

    @Test
    void aPackedCertificateWhoseModelIsCriticalIsRefused() {
        Told model = model(true, CertifiedKey.MODEL);
        assertRefused("critical", () -> packed(CertifiedKey.SUBJECT, false, Map.of(MODEL_EXTENSION, model)));
    }

    @Test
    void aPackedStatementSignedByAnotherKeyIsRefused() {
        assertRefused(
                "signature",
                () -> finish(key.registration(
                        "packed",
                        clientData,
                        key.leaf(CertifiedKey.SUBJECT, batch, false, Map.of()),
                        key.credential.getPrivate())));
    }

    private static ASN1Encodable origin(int value) {
        return new DERTaggedObject(true, 702, new ASN1Integer(value));
    }

    private static ASN1Encodable purpose(int... values) {
        ASN1Encodable[] all = Arrays.stream(values).mapToObj(ASN1Integer::new).toArray(ASN1Encodable[]::new);
        return new DERTaggedObject(true, 1, new DERSet(all));
    }

    private static ASN1Encodable list(ASN1Encodable... authorizations) {
        return new DERSequence(authorizations);
    }

    private KeyCredential android(byte[] challenge, ASN1Encodable software, ASN1Encodable hardware) {
        return android(key.credential, new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(300),
            new ASN1Enumerated(1),
            new ASN1Integer(300),
            new ASN1Enumerated(1),
            new DEROctetString(challenge),
            new DEROctetString(new byte[0]),
            software,
            hardware
        }));
    }

    private KeyCredential android(KeyPair certified, ASN1Encodable description) {
        var leaf = key.leaf(
                "CN=Android Keystore Key", certified, false, Map.of(DESCRIPTION, new Told(false, description)));
        return finish(key.registration("android-key", clientData, leaf, certified.getPrivate()));
    }

    private byte[] challenge() {
        return DigestUtils.sha256(clientData);
    }

    static Stream<Arguments> genuine() {
        ASN1Encodable date = new DERTaggedObject(true, 701, new ASN1Integer(1_700_000_000_000L));
        return Stream.of(
                Arguments.of("enforced by hardware", EMPTY, list(SIGN, GENERATED)),
                Arguments.of("enforced by software", list(SIGN, GENERATED), EMPTY),
                Arguments.of("enforced by either", list(SIGN), list(GENERATED)),
                Arguments.of("said twice", list(SIGN, date, GENERATED), list(SIGN, GENERATED)),
                Arguments.of("may verify, as anybody may", EMPTY, list(purpose(2, 3), GENERATED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("genuine")
    void aKeyOfAndroidUnderTheRootIsAttested(String what, ASN1Encodable software, ASN1Encodable hardware) {
        KeyCredential credential = android(challenge(), software, hardware);
        assertThat(credential.attested()).isTrue();
        assertThat(credential.aaguid()).isEqualTo(CertifiedKey.MODEL);
    }

    static Stream<Arguments> untold() {
        return Stream.of(
                Arguments.of("neither", EMPTY, EMPTY),
                Arguments.of("no origin", EMPTY, list(SIGN)),
                Arguments.of("no purpose", list(GENERATED), EMPTY),
                Arguments.of("to verify only", EMPTY, list(purpose(3), GENERATED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untold")
    void aKeyOfAndroidThatDoesNotTellIsNotAttested(String what, ASN1Encodable software, ASN1Encodable hardware) {
        assertThat(android(challenge(), software, hardware).attested()).isFalse();
    }

    static Stream<Arguments> wrong() {
        ASN1Encodable everybody = new DERTaggedObject(true, 600, DERNull.INSTANCE);
        return Stream.of(
                Arguments.of("imported", EMPTY, list(SIGN, origin(2))),
                Arguments.of("imported, by one of two", list(SIGN, origin(2)), list(SIGN, GENERATED)),
                Arguments.of("may decrypt too", EMPTY, list(purpose(1, 2), GENERATED)),
                Arguments.of("to decrypt", list(purpose(1)), list(SIGN, GENERATED)),
                Arguments.of("every application's, by hardware", EMPTY, list(SIGN, everybody, GENERATED)),
                Arguments.of("every application's, by software", list(everybody), list(SIGN, GENERATED)),
                Arguments.of("no integer", EMPTY, list(SIGN, new DERTaggedObject(true, 702, DERNull.INSTANCE))),
                Arguments.of("no list", new ASN1Integer(1), list(SIGN, GENERATED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void aKeyOfAndroidThatTellsOtherwiseIsRefused(String what, ASN1Encodable software, ASN1Encodable hardware) {
        assertRefused("its ", () -> android(challenge(), software, hardware));
    }

    @Test
    void aKeyOfAndroidMadeForAnotherChallengeIsRefused() {
        assertRefused("another challenge", () -> android(DigestUtils.sha256("other"), EMPTY, list(SIGN, GENERATED)));
    }

    @Test
    void aCertificateOfAnotherKeyOfAndroidIsRefused() {
        assertRefused("another key", () -> android(batch, EMPTY));
    }

    @Test
    void aKeyOfAndroidWithoutItsDescriptionIsRefused() {
        var leaf = key.leaf("CN=Android Keystore Key", key.credential, false, Map.of());
        assertRefused(
                "does not describe",
                () -> finish(key.registration("android-key", clientData, leaf, key.credential.getPrivate())));
    }

    @Test
    void aShortDescriptionIsRefused() {
        assertRefused("too short", () -> android(key.credential, EMPTY));
    }

    @Test
    void aCertificateUnderAnotherRootAttestsNothing() {
        WebAuthnSecurityKeys stranger = new WebAuthnSecurityKeys(
                new WebSite("example.org", "Example", Set.of("https://example.org"), Optional.empty()),
                AttestationTrust.of(Set.of(new CertifiedKey().root), clock),
                new SeededRandom(8));
        String answer = key.registration(
                "packed", clientData, key.leaf(CertifiedKey.SUBJECT, batch, false, Map.of()), batch.getPrivate());
        assertThat(stranger.finishRegistration(ceremony.request(), answer, KeyRules.STANDARD)
                        .attested())
                .isFalse();
    }
}
