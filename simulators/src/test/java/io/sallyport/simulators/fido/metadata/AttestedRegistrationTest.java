// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.attestation.CertificateUtil;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.exception.RegistrationFailedException;
import com.yubico.yubikit.fido.ctap.Ctap1Session;
import com.yubico.yubikit.fido.webauthn.AttestationObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.attestation.AttestationStyle;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.fault.When;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.u2f.U2f;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Keys before Yubico's relying party, which trusts whom the metadata of our installation lists. */
class AttestedRegistrationTest {
    /** Those that make credentials without anybody's PIN or finger. */
    static final List<KeyProfile> FIDO2 = List.of(
            Products.YUBIKEY_5_2,
            Products.YUBIKEY_5_4,
            Products.YUBIKEY_5_7,
            Products.SECURITY_KEY_NFC_5_4,
            Products.SECURITY_KEY_NFC_5_7,
            Products.EVERYTHING);

    static final List<KeyProfile> ALL = Products.ALL;

    private static final int SERIAL = 12345678;

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(6);
    private final AttestationAuthority authority = AttestationAuthority.in(Storage.inMemory(), clock, random);
    private final MetadataBlob metadata =
            MetadataBlob.by(authority, clock, random).withProducts(ModelStatus.FIDO_CERTIFIED_L1);

    private RegisteringParty party(MetadataBlob blob) throws Exception {
        return new RegisteringParty(PublishedMetadata.service(blob, authority, clock), clock);
    }

    private Chip chip(KeyProfile profile) {
        return new Chip(new Environment(clock, random, Presence.eager(), Storage.inMemory()), profile, Faults.none());
    }

    private Attestation vouching(KeyProfile profile) {
        return Attestation.under(authority, profile).forEnterprise(SERIAL, Set.of(RegisteringParty.ID));
    }

    private static CBORObject ask(Authenticator key, int command, CBORObject parameters) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(command);
        request.writeBytes(CtapCbor.encode(parameters).toArray());
        byte[] response = key.submit(Bytes.of(request.toByteArray()))
                .or(key::poll)
                .orElseThrow()
                .toArray();
        assertThat(response[0]).isZero();
        return response.length == 1
                ? CBORObject.NewMap()
                : CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length));
    }

    private static CBORObject creation(RegisteringParty party) throws Exception {
        CBORObject es256 = CBORObject.NewMap().Add("alg", -7).Add("type", "public-key");
        return CBORObject.NewMap()
                .Add(1, party.clientDataHash())
                .Add(2, CBORObject.NewMap().Add("id", RegisteringParty.ID))
                .Add(3, CBORObject.NewMap().Add("id", new byte[] {1}))
                .Add(4, CBORObject.NewArray().Add(es256));
    }

    private static RegistrationResult finish(RegisteringParty party, CBORObject made) throws Exception {
        return party.register(made.get(1).AsString(), made.get(2).GetByteString(), made.get(3));
    }

    private RegistrationResult register(RegisteringParty party, KeyProfile profile, Attestation by) throws Exception {
        return finish(party, ask(new Authenticator(chip(profile), by), 1, creation(party)));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FIDO2")
    void isTrustedWithPackedAttestation(KeyProfile profile) throws Exception {
        RegistrationResult result = register(party(metadata), profile, vouching(profile));
        assertThat(result.isAttestationTrusted()).isTrue();
        assertThat(result.getAaguid().getBytes()).isEqualTo(profile.aaguid().toArray());
        assertThat(CertificateUtil.parseFidoSernumExtension(
                        result.getAttestationTrustPath().orElseThrow().get(0)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("ALL")
    void isTrustedWithFidoU2fAttestation(KeyProfile profile) throws Exception {
        RegisteringParty party = party(metadata);
        U2f key = new U2f(chip(profile), vouching(profile), () -> false);
        byte[] apdu = ByteBuffer.allocate(7 + 64)
                .put(new byte[] {0, 1, 0, 0, 0, 0, 64})
                .put(party.clientDataHash())
                .put(RegisteringParty.rpIdHash())
                .array();
        byte[] answer = key.process(Bytes.of(apdu)).toArray();
        AttestationObject attested = new Ctap1Session.RegistrationData(Arrays.copyOf(answer, answer.length - 2))
                .getAttestation(RegisteringParty.rpIdHash());
        assertThat(attested.getFormat()).isEqualTo("fido-u2f");
        CBORObject object = CBORObject.DecodeFromBytes(attested.toBytes());
        RegistrationResult result =
                party.register("fido-u2f", object.get("authData").GetByteString(), object.get("attStmt"));
        assertThat(result.isAttestationTrusted()).isTrue();
        assertThat(result.getAttestationTrustPath().orElseThrow()).hasSize(1);
    }

    @Test
    void isNotTrustedByWhoTrustsAnotherInstallation() throws Exception {
        KeyProfile profile = Products.YUBIKEY_5_4;
        AttestationAuthority other = AttestationAuthority.in(Storage.inMemory(), clock, random);
        assertThatThrownBy(() -> register(party(metadata), profile, Attestation.under(other, profile)))
                .isInstanceOf(RegistrationFailedException.class);
    }

    @Test
    void isNotTrustedWhenItsModelIsRevoked() throws Exception {
        KeyProfile profile = Products.YUBIKEY_5_4;
        MetadataBlob revoked = metadata.with(profile, ModelStatus.FIDO_CERTIFIED_L1, ModelStatus.REVOKED);
        assertThatThrownBy(() -> register(party(revoked), profile, vouching(profile)))
                .isInstanceOf(RegistrationFailedException.class);
    }

    @Test
    void isNotTrustedAsAnotherModel() throws Exception {
        assertThatThrownBy(() -> register(party(metadata), Products.YUBIKEY_5_4, vouching(Products.YUBIKEY_5_7)))
                .isInstanceOf(RegistrationFailedException.class);
    }

    @Test
    void isNotTrustedWithoutAnybodyElsesWord() throws Exception {
        KeyProfile profile = Products.YUBIKEY_5_4;
        for (AttestationStyle style : new AttestationStyle[] {AttestationStyle.NONE, AttestationStyle.SELF}) {
            assertThatThrownBy(() ->
                            register(party(metadata), profile, vouching(profile).withStyle(style)))
                    .isInstanceOf(RegistrationFailedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ATTESTATION_EXPIRED", "SELF_SIGNED_LEAF"})
    void isNotTrustedByAnyOtherCertificate(Fault fault) throws Exception {
        Chip chip = chip(Products.YUBIKEY_5_4);
        chip.faults().inject(fault, When.once());
        Authenticator key = new Authenticator(chip, Attestation.under(authority, chip));
        RegisteringParty party = party(metadata);
        CBORObject made = ask(key, 1, creation(party));
        assertThatThrownBy(() -> finish(party, made)).isInstanceOf(RegistrationFailedException.class);
        RegisteringParty again = party(metadata);
        assertThat(finish(again, ask(key, 1, creation(again))).isAttestationTrusted())
                .isTrue();
    }

    private static void enableEnterpriseAttestation(Authenticator key) {
        ask(key, 0x0d, CBORObject.NewMap().Add(1, 1));
    }

    @Test
    void tellsWhichKeyItIsToItsEnterprise() throws Exception {
        KeyProfile profile = Products.YUBIKEY_5_7_ENTERPRISE;
        Authenticator key = new Authenticator(chip(profile), vouching(profile));
        enableEnterpriseAttestation(key);
        for (int kind : new int[] {1, 2}) {
            RegisteringParty party = party(metadata);
            CBORObject made = ask(key, 1, creation(party).Add(0x0a, kind));
            assertThat(made.get(4).AsBoolean()).isTrue();
            RegistrationResult result = finish(party, made);
            assertThat(result.isAttestationTrusted()).isTrue();
            assertThat(CertificateUtil.parseFidoSernumExtension(
                            result.getAttestationTrustPath().orElseThrow().get(0)))
                    .contains(
                            new ByteArray(ByteBuffer.allocate(4).putInt(SERIAL).array()));
        }
    }

    @Test
    void tellsNobodyElseWhichKeyItIs() throws Exception {
        KeyProfile profile = Products.YUBIKEY_5_7_ENTERPRISE;
        Authenticator key = new Authenticator(
                chip(profile), Attestation.under(authority, profile).forEnterprise(SERIAL, Set.of("example.com")));
        enableEnterpriseAttestation(key);
        RegisteringParty party = party(metadata);
        CBORObject made = ask(key, 1, creation(party).Add(0x0a, 1));
        assertThat(made.ContainsKey(CBORObject.FromObject(4))).isFalse();
        assertThat(CertificateUtil.parseFidoSernumExtension(finish(party, made)
                        .getAttestationTrustPath()
                        .orElseThrow()
                        .get(0)))
                .isEmpty();
    }
}
