// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.hardware.webauthn.WebSite;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.hardware.webauthn.attestation.MetadataInUse;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What metadata say today, tomorrow, and after the next update; of FIDO2 models and of U2F ones. */
class MetadataOverTimeTest {
    private static final String ORIGIN = "https://example.org";
    private static final Owner OWNER = new Owner(Bytes.ofHex("01020304"), "somebody");
    private static final KeyProfile FIDO2 = Products.YUBIKEY_5_7;
    private static final KeyProfile U2F = Products.YUBIKEY_4;
    private static final int VALID_DAYS = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(47);
    private final AttestationAuthority maker = AttestationAuthority.in(Storage.inMemory(), clock, random);
    private long changes;

    /** Writes metadata of both models, whose reports count from a day on. */
    private Path publish(Instant from, ModelStatus... status) throws IOException {
        Path blob = Files.writeString(
                directory.resolve("blob.jwt"),
                MetadataBlob.by(maker, () -> from, random)
                        .with(FIDO2, status)
                        .with(U2F, status)
                        .sign());
        return Files.setLastModifiedTime(blob, FileTime.fromMillis(++changes));
    }

    private AttestationTrust trust(Path blob) {
        return AttestationTrust.of(Set.of(), clock).withMetadata(blob, Set.of(maker.root()));
    }

    private Optional<KeyModel> model(AttestationTrust trust) {
        return trust.model(FIDO2.aaguid(), Set.of());
    }

    private WebAuthnSecurityKeys party(AttestationTrust trust) {
        return new WebAuthnSecurityKeys(
                new WebSite("example.org", "Example", Set.of(ORIGIN), Optional.empty()), trust, random);
    }

    private KeyCredential register(WebAuthnSecurityKeys party, KeyProfile profile) throws IOException {
        Environment environment = new Environment(clock, random, Presence.eager(), Storage.inMemory());
        SimulatedSecurityKey key = SimulatedSecurityKey.builder(environment)
                .profile(profile)
                .authority(maker)
                .build();
        var ceremony = party.startRegistration(OWNER, List.of());
        try (SecurityKey plugged = SecurityKey.open(key.plugIn(), clock)) {
            return party.finishRegistration(ceremony.request(), plugged.register(ceremony.publicKey(), ORIGIN));
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Test
    void aU2fModelIsFoundByTheKeyOfItsCertificateThenAndLater() throws IOException {
        WebAuthnSecurityKeys party = party(trust(publish(clock.instant(), ModelStatus.FIDO_CERTIFIED_L1)));
        KeyCredential credential = register(party, U2F);
        assertThat(credential.attested()).isTrue();
        assertThat(credential.aaguid()).isEqualTo(Bytes.of(new byte[16]));
        assertThat(party.model(credential)).hasValueSatisfying(model -> {
            assertThat(model.description()).isEqualTo("Simulated " + U2F.name());
            assertThat(model.certifications()).isEqualTo(Map.of("FIDO", "L1"));
        });
        publish(clock.instant(), ModelStatus.FIDO_CERTIFIED_L1, ModelStatus.ATTESTATION_KEY_COMPROMISE);
        clock.advance(Duration.ofMinutes(2));
        assertThat(party.model(credential).orElseThrow().revoked()).isTrue();
    }

    @Test
    void aU2fModelThatIsNotListedIsNotTakenForAnother() throws IOException {
        Path blob = Files.writeString(
                directory.resolve("blob.jwt"),
                MetadataBlob.by(maker, clock, random)
                        .with(Products.YUBIKEY_5_4, ModelStatus.FIDO_CERTIFIED_L1)
                        .sign());
        WebAuthnSecurityKeys party = party(trust(blob));
        KeyCredential credential = register(party, U2F);
        assertThat(credential.attested()).isFalse();
        assertThat(party.model(credential)).isEmpty();
    }

    @Test
    void aReportOfTomorrowCountsTomorrowWithoutAnotherFile() throws IOException {
        AttestationTrust trust = trust(publish(clock.instant().plus(Duration.ofDays(1)), ModelStatus.REVOKED));
        assertThat(model(trust).orElseThrow().revoked()).isFalse();
        WebAuthnSecurityKeys party = party(trust);
        KeyCredential credential = register(party, FIDO2);
        clock.advance(Duration.ofDays(1));
        assertThat(party.model(credential).orElseThrow().revoked()).isTrue();
    }

    @Test
    void theDayOfTheNextUpdateIsTheLast() throws IOException {
        Path blob = publish(clock.instant(), ModelStatus.FIDO_CERTIFIED_L1);
        LocalDate last = today().plusDays(VALID_DAYS);
        clock.advance(
                Duration.between(clock.instant(), last.atTime(LocalTime.MAX).toInstant(ZoneOffset.UTC)));
        assertThat(trust(blob).metadata())
                .hasValueSatisfying(used -> assertThat(used.nextUpdate()).isEqualTo(last));
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> trust(blob))
                .isInstanceOf(UnusableMetadataException.class)
                .hasMessageContaining("out of date since " + last);
    }

    @Test
    void aNewFileCountsWithinAMinuteAndAnEarlierOneNever() throws IOException {
        AttestationTrust trust = trust(publish(clock.instant(), ModelStatus.FIDO_CERTIFIED_L1));
        MetadataInUse first = trust.metadata().orElseThrow();
        clock.advance(Duration.ofDays(3));
        publish(clock.instant(), ModelStatus.FIDO_CERTIFIED_L2);
        MetadataInUse second = trust.metadata().orElseThrow();
        assertThat(second.number()).isEqualTo(first.number() + 3);
        assertThat(second.nextUpdate()).isEqualTo(first.nextUpdate().plusDays(3));
        assertThat(model(trust).orElseThrow().certifications()).isEqualTo(Map.of("FIDO", "L2"));

        publish(clock.instant().minus(Duration.ofDays(1)), ModelStatus.FIDO_CERTIFIED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(trust.metadata()).contains(second);
        assertThat(model(trust).orElseThrow().certifications()).isEqualTo(Map.of("FIDO", "L2"));
    }

    @Test
    void aNewFileThatIsOutOfDateIsNotUsed() throws IOException {
        AttestationTrust trust = trust(publish(clock.instant(), ModelStatus.FIDO_CERTIFIED_L1));
        clock.advance(Duration.ofDays(40));
        publish(clock.instant().minus(Duration.ofDays(35)), ModelStatus.FIDO_CERTIFIED_L2);
        assertThat(model(trust).orElseThrow().certifications()).isEqualTo(Map.of("FIDO", "L1"));
    }

    @Test
    void aFileThatIsGoneLeavesWhatWasRead() throws IOException {
        Path blob = publish(clock.instant(), ModelStatus.FIDO_CERTIFIED_L1);
        AttestationTrust trust = trust(blob);
        Files.delete(blob);
        clock.advance(Duration.ofMinutes(2));
        assertThat(model(trust)).isPresent();
    }

    @Test
    void withoutMetadataNoneIsInUse() {
        assertThat(AttestationTrust.none().metadata()).isEmpty();
        assertThat(AttestationTrust.of(Set.of(maker.root()), clock).metadata()).isEmpty();
    }
}
