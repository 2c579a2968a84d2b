// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.hardware.webauthn.WebSite;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.hardware.webauthn.attestation.UnusableMetadataException;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom our relying party believes, with keys and metadata of simulated makers. */
class AttestationTrustTest {
    private static final String ORIGIN = "https://example.org";
    private static final Owner OWNER = new Owner(Bytes.ofHex("01020304"), "somebody");
    private static final KeyProfile PROFILE = Products.YUBIKEY_5_7;
    private static final UUID MODEL = PROFILE.aaguid().toUuid();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(46);
    private final AttestationAuthority maker = AttestationAuthority.in(Storage.inMemory(), clock, random);
    private final AttestationAuthority stranger = AttestationAuthority.in(Storage.inMemory(), clock, random);

    private Path publish(MetadataBlob blob) throws IOException {
        return Files.writeString(directory.resolve("blob.jwt"), blob.sign());
    }

    private MetadataBlob blob(ModelStatus... status) {
        return MetadataBlob.by(maker, clock, random).with(PROFILE, status);
    }

    private AttestationTrust trust(Path blob, X509Certificate signer) {
        return AttestationTrust.of(Set.of(), clock).withMetadata(blob, Set.of(signer));
    }

    private WebAuthnSecurityKeys party(AttestationTrust trust) {
        return new WebAuthnSecurityKeys(
                new WebSite("example.org", "Example", Set.of(ORIGIN), Optional.empty()), trust, random);
    }

    private SecurityKey key(AttestationAuthority by) {
        Environment environment = new Environment(clock, random, Presence.eager(), Storage.inMemory());
        return SecurityKey.open(
                SimulatedSecurityKey.builder(environment)
                        .profile(PROFILE)
                        .authority(by)
                        .build()
                        .plugIn(),
                clock);
    }

    private static KeyRules rules(boolean attestedOnly, Set<UUID> allowed, Set<UUID> denied, boolean suspend) {
        return new KeyRules(
                KeyRules.UserVerification.DISCOURAGED,
                KeyRules.Conveyance.DIRECT,
                attestedOnly,
                allowed,
                denied,
                false,
                suspend);
    }

    private static KeyCredential register(WebAuthnSecurityKeys party, SecurityKey key, KeyRules rules) {
        var ceremony = party.startRegistration(OWNER, List.of(), rules, false);
        return party.finishRegistration(ceremony.request(), key.register(ceremony.publicKey(), ORIGIN), rules);
    }

    private static void refused(WebAuthnSecurityKeys party, SecurityKey key, KeyRules rules, String why) {
        assertThatThrownBy(() -> register(party, key, rules))
                .isInstanceOfSatisfying(
                        IamException.class, e -> assertThat(e.detail()).contains(why));
    }

    @Test
    void aKeyOfAModelInTheBlobIsAttestedAndItsCertificationKnown() throws IOException {
        WebAuthnSecurityKeys party = party(trust(publish(blob(ModelStatus.FIDO_CERTIFIED_L2)), maker.root()));
        KeyCredential credential = register(party, key(maker), KeyRules.STANDARD);
        assertThat(credential.attested()).isTrue();
        assertThat(party.model(credential)).hasValueSatisfying(model -> {
            assertThat(model.certifications()).isEqualTo(Map.of("FIDO", "L2"));
            assertThat(model.revoked()).isFalse();
        });
    }

    @Test
    void anotherMakersKeyOfTheSameModelIsNot() throws IOException {
        WebAuthnSecurityKeys party = party(trust(publish(blob(ModelStatus.FIDO_CERTIFIED_L2)), maker.root()));
        KeyCredential credential = register(party, key(stranger), KeyRules.STANDARD);
        assertThat(credential.attested()).isFalse();
        assertThat(party.model(credential)).isEmpty();
    }

    /** LinOTP's defect: its list was compared with what any key says of itself. */
    @Test
    void anAllowedModelWithoutProofIsRefused() {
        KeyRules rules = rules(false, Set.of(MODEL), Set.of(), false);
        refused(party(AttestationTrust.of(Set.of(maker.root()), clock)), key(stranger), rules, "not-attested");
        assertThat(register(party(AttestationTrust.of(Set.of(maker.root()), clock)), key(maker), rules)
                        .attested())
                .isTrue();
    }

    /** privacyIDEA's defect: it looked at the leaf alone. */
    @Test
    void theLeafAloneVouchesForNothing() {
        X509Certificate leaf = maker.batch(PROFILE).chain().get(0);
        refused(
                party(AttestationTrust.of(Set.of(leaf), clock)),
                key(maker),
                rules(true, Set.of(), Set.of(), false),
                "not-attested");
    }

    @Test
    void modelsAreAllowedAndDenied() {
        WebAuthnSecurityKeys party = party(AttestationTrust.of(Set.of(maker.root()), clock));
        refused(party, key(maker), rules(false, Set.of(), Set.of(MODEL), false), "model-not-allowed");
        refused(party, key(maker), rules(false, Set.of(new UUID(1, 1)), Set.of(), false), "model-not-allowed");
        refused(party, key(stranger), rules(true, Set.of(), Set.of(), false), "not-attested");
    }

    @Test
    void aRevokedModelIsNotEnrolled() throws IOException {
        WebAuthnSecurityKeys party = party(trust(publish(blob(ModelStatus.REVOKED)), maker.root()));
        refused(party, key(maker), KeyRules.STANDARD, "model-revoked");
    }

    @Test
    void aModelRevokedLaterIsSuspendedWhereTheAccountSaysSo() throws IOException {
        WebAuthnSecurityKeys party = party(trust(publish(blob(ModelStatus.FIDO_CERTIFIED_L1)), maker.root()));
        SecurityKey key = key(maker);
        KeyCredential credential = register(party, key, KeyRules.STANDARD);
        Path changed = publish(blob(ModelStatus.USER_KEY_REMOTE_COMPROMISE));
        Files.setLastModifiedTime(changed, FileTime.fromMillis(1));
        clock.advance(Duration.ofMinutes(1));
        assertThat(party.model(credential).orElseThrow().revoked()).isTrue();
        KeyRules suspending = rules(false, Set.of(), Set.of(), true);
        var ceremony = party.startAssertion(OWNER, List.of(credential), suspending);
        String response = key.authenticate(ceremony.publicKey(), ORIGIN);
        assertThatThrownBy(() ->
                        party.finishAssertion(ceremony.request(), response, OWNER, List.of(credential), suspending))
                .isInstanceOfSatisfying(
                        IamException.class, e -> assertThat(e.detail()).contains("model-revoked"));
        assertThat(party.finishAssertion(ceremony.request(), response, OWNER, List.of(credential), KeyRules.STANDARD)
                        .credential()
                        .credentialId())
                .isEqualTo(credential.credentialId());
    }

    @Test
    void aBlobUnderAnotherRootIsRefused() throws IOException {
        Path blob = publish(blob());
        assertThatThrownBy(() -> trust(blob, stranger.root()))
                .isInstanceOf(UnusableMetadataException.class)
                .hasMessageContaining("do not lead to the root");
    }

    @Test
    void aBlobWithAnotherSignatureIsRefused() throws IOException {
        String signed = blob().sign();
        String other = MetadataBlob.by(maker, clock, random).sign();
        Path blob = Files.writeString(
                directory.resolve("blob.jwt"),
                signed.substring(0, signed.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
        assertThatThrownBy(() -> trust(blob, maker.root()))
                .isInstanceOf(UnusableMetadataException.class)
                .hasMessageContaining("signature is wrong");
    }

    @Test
    void aBlobOutOfDateIsRefusedAtTheStartAndKeptAfterwards() throws IOException {
        Path blob = publish(blob(ModelStatus.FIDO_CERTIFIED_L1));
        AttestationTrust trust = trust(blob, maker.root());
        clock.advance(Duration.ofDays(31));
        assertThat(trust.model(PROFILE.aaguid(), Set.of())).isPresent();
        assertThatThrownBy(() -> trust(blob, maker.root()))
                .isInstanceOf(UnusableMetadataException.class)
                .hasMessageContaining("out of date");
    }

    @Test
    void aBrokenNewFileLeavesTheOldOneInUse() throws IOException {
        Path blob = publish(blob(ModelStatus.FIDO_CERTIFIED_L1));
        AttestationTrust trust = trust(blob, maker.root());
        Files.setLastModifiedTime(Files.writeString(blob, "a.b.c"), FileTime.fromMillis(1));
        clock.advance(Duration.ofMinutes(2));
        assertThat(trust.model(PROFILE.aaguid(), Set.of())).isPresent();
    }

    @Test
    void certificatesAreJudgedByTheClockThatIsGiven() {
        WebAuthnSecurityKeys party = party(AttestationTrust.of(Set.of(maker.root()), clock));
        SecurityKey key = key(maker);
        assertThat(register(party, key, KeyRules.STANDARD).attested()).isTrue();
        clock.advance(Duration.ofDays(31 * 365));
        refused(party, key, rules(true, Set.of(), Set.of(), false), "not-attested");
    }
}
