// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.yubico.fido.metadata.AAGUID;
import com.yubico.fido.metadata.AuthenticatorGetInfo;
import com.yubico.fido.metadata.AuthenticatorStatus;
import com.yubico.fido.metadata.CtapPinUvAuthProtocolVersion;
import com.yubico.fido.metadata.CtapVersion;
import com.yubico.fido.metadata.FidoMetadataService;
import com.yubico.fido.metadata.MetadataBLOB;
import com.yubico.fido.metadata.MetadataBLOBPayloadEntry;
import com.yubico.webauthn.data.ByteArray;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.junit.SeededRandom;
import java.security.cert.CertPathValidatorException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Read by Yubico's webauthn-server-attestation. */
class MetadataBlobTest {
    static final List<KeyProfile> FIDO2 =
            Products.ALL.stream().filter(KeyProfile::hasAaguid).toList();

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(8);
    private final AttestationAuthority authority = AttestationAuthority.in(Storage.inMemory(), clock, random);
    private final MetadataBlob empty = MetadataBlob.by(authority, clock, random);

    private static AAGUID aaguid(KeyProfile profile) {
        return new AAGUID(new ByteArray(profile.aaguid().toArray()));
    }

    private MetadataBLOBPayloadEntry only(Collection<MetadataBLOBPayloadEntry> entries) {
        assertThat(entries).hasSize(1);
        return entries.iterator().next();
    }

    @Test
    void isSignedUnderTheAuthoritysRoot() throws Exception {
        MetadataBLOB blob = PublishedMetadata.read(
                empty.withProducts(ModelStatus.FIDO_CERTIFIED_L1).sign(), authority, clock);
        assertThat(blob.getPayload().getNextUpdate()).isEqualTo("2026-01-31");
        assertThat(blob.getPayload().getEntries()).hasSizeGreaterThan(Products.ALL.size());
    }

    @Test
    void isRefusedUnderAnotherRoot() {
        AttestationAuthority other = AttestationAuthority.in(Storage.inMemory(), clock, random);
        assertThatThrownBy(() -> PublishedMetadata.read(empty.sign(), other, clock))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void isRefusedWhenItIsChanged() {
        String signed = empty.with(Products.YUBIKEY_5_4, ModelStatus.REVOKED).sign();
        String payload = empty.sign().split("\\.", -1)[1];
        String[] parts = signed.split("\\.", -1);
        assertThatThrownBy(() -> PublishedMetadata.read(parts[0] + "." + payload + "." + parts[2], authority, clock))
                .hasMessageContaining("signature");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FIDO2")
    void saysOfAModelWhatItsKeysAnswer(KeyProfile profile) throws Exception {
        FidoMetadataService service =
                PublishedMetadata.service(empty.with(profile, ModelStatus.FIDO_CERTIFIED_L1), authority, clock);
        var statement = only(service.findEntries(aaguid(profile)))
                .getMetadataStatement()
                .orElseThrow();
        assertThat(statement.getAttestationRootCertificates()).containsExactly(authority.root());
        assertThat(statement.getAuthenticationAlgorithms())
                .hasSize(profile.algorithms().size());
        AuthenticatorGetInfo info = statement.getAuthenticatorGetInfo().orElseThrow();
        assertThat(info.getAaguid()).contains(aaguid(profile));
        assertThat(info.getVersions())
                .contains(CtapVersion.FIDO_2_0)
                // As the Bio's real metadata: without U2F while a finger is wanted and none is enrolled.
                .hasSize(profile.versions().size() - (profile.has(Feature.ALWAYS_UV_FROM_THE_FACTORY) ? 1 : 0));
        assertThat(info.getMaxMsgSize()).contains(profile.limits().maxMessage());
        assertThat(info.getMaxCredentialIdLength()).contains(profile.limits().maxCredentialId());
        assertThat(info.getFirmwareVersion())
                .isEqualTo(
                        profile.has(Feature.FIRMWARE_IN_INFO)
                                ? Optional.of(profile.firmware().number())
                                : Optional.empty());
        assertThat(info.getPinUvAuthProtocols().orElseThrow())
                .contains(CtapPinUvAuthProtocolVersion.ONE)
                .hasSize(profile.pinProtocols().size());
        assertThat(info.getOptions().orElseThrow().isRk()).isTrue();
        assertThat(info.getOptions().orElseThrow().isUp()).isTrue();
    }

    @Test
    void findsU2fModelsByTheKeyThatSignsTheirRegistrations() throws Exception {
        FidoMetadataService service =
                PublishedMetadata.service(empty.withProducts(ModelStatus.FIDO_CERTIFIED), authority, clock);
        for (KeyProfile model : Products.ALL) {
            MetadataBLOBPayloadEntry entry =
                    only(service.findEntries(authority.u2fBatch(model).chain()).stream()
                            .filter(e ->
                                    !e.getAttestationCertificateKeyIdentifiers().isEmpty())
                            .toList());
            assertThat(entry.getMetadataStatement().orElseThrow().getDescription())
                    .contains("Simulated " + model.name());
            assertThat(entry.getAaguid()).isEmpty();
        }
    }

    @Test
    void reportsTheStatusThatItIsGiven() throws Exception {
        KeyProfile model = Products.YUBIKEY_5_4;
        for (ModelStatus status : ModelStatus.values()) {
            MetadataBLOB blob = PublishedMetadata.read(empty.with(model, status).sign(), authority, clock);
            assertThat(blob.getPayload().getEntries())
                    .allSatisfy(
                            entry -> assertThat(entry.getStatusReports().get(0).getStatus())
                                    .isEqualTo(AuthenticatorStatus.valueOf(status.name())));
        }
    }

    @Test
    void leavesARelyingPartyToRefuseARevokedModel() throws Exception {
        KeyProfile model = Products.YUBIKEY_5_4;
        FidoMetadataService service = PublishedMetadata.service(
                empty.with(model, ModelStatus.FIDO_CERTIFIED_L1, ModelStatus.REVOKED), authority, clock);
        assertThat(service.findEntries(aaguid(model))).isEmpty();
        assertThat(service.findTrustRoots(
                                authority.batch(model).chain(),
                                Optional.of(new ByteArray(model.aaguid().toArray())))
                        .getTrustRoots())
                .isEmpty();
    }
}
