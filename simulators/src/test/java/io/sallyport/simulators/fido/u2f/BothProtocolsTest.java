// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import static io.sallyport.simulators.fido.u2f.U2fHost.CHECK_ONLY;
import static io.sallyport.simulators.fido.u2f.U2fHost.ENFORCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import com.yubico.yubikit.fido.ctap.Ctap1Session.RegistrationData;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.pin.UserVerification;
import io.sallyport.simulators.junit.SeededRandom;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CTAP 2.1 §7: one key, two protocols")
class BothProtocolsTest {
    private static final String RP_ID = "example.org";
    private static final byte[] APPLICATION = DigestUtils.sha256(RP_ID);
    private static final byte[] CHALLENGE = new byte[32];
    private static final int ES256 = -7;
    private static final int EDDSA = -8;

    private final Storage storage = Storage.inMemory();
    private final Authenticator ctap2;
    private final U2fHost u2f;

    BothProtocolsTest() {
        Chip chip = chip(Products.YUBIKEY_5_7);
        this.ctap2 = new Authenticator(chip);
        this.u2f = new U2fHost(new U2f(chip, Attestation.of(chip), ctap2::isU2fDisabled));
    }

    private Chip chip(KeyProfile profile) {
        return new Chip(
                new Environment(new ManualClock(), new SeededRandom(2), Presence.eager(), storage),
                profile,
                Faults.none());
    }

    private static byte[] ask(Authenticator key, int command, CBORObject parameters) {
        byte[] request = U2fHost.concat(
                new byte[] {(byte) command}, CtapCbor.encode(parameters).toArray());
        return key.submit(Bytes.of(request)).or(key::poll).orElseThrow().toArray();
    }

    private byte[] make(int algorithm, boolean resident, int protection) {
        byte[] response = ask(
                ctap2,
                1,
                CBORObject.NewMap()
                        .Add(1, CHALLENGE)
                        .Add(2, CBORObject.NewMap().Add("id", RP_ID))
                        .Add(3, CBORObject.NewMap().Add("id", new byte[] {1}))
                        .Add(
                                4,
                                CBORObject.NewArray()
                                        .Add(CBORObject.NewMap()
                                                .Add("alg", algorithm)
                                                .Add("type", "public-key")))
                        .Add(6, CBORObject.NewMap().Add("credProtect", protection))
                        .Add(7, CBORObject.NewMap().Add("rk", resident)));
        assertThat(response[0]).isZero();
        byte[] data = CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length))
                .get(2)
                .GetByteString();
        int length = data[53] << 8 | Byte.toUnsignedInt(data[54]);
        return Arrays.copyOfRange(data, 55, 55 + length);
    }

    private int status(int control, byte[] handle) {
        return u2f.authenticate(control, CHALLENGE, APPLICATION, handle).status();
    }

    @Test
    void signsByU2fWithWhatCtap2Made() {
        for (boolean resident : new boolean[] {false, true}) {
            byte[] handle = make(ES256, resident, 1);
            assertThat(status(CHECK_ONLY, handle)).isEqualTo(0x6985);
            assertThat(status(ENFORCE, handle)).isEqualTo(0x9000);
        }
    }

    @Test
    void doesNotKnowByU2fWhatWantsItsUserVerified() {
        byte[] listed = make(ES256, true, 2);
        assertThat(status(ENFORCE, listed)).isEqualTo(0x9000);
        byte[] verified = make(ES256, true, 3);
        assertThat(status(CHECK_ONLY, verified)).isEqualTo(0x6a80);
        assertThat(status(ENFORCE, verified)).isEqualTo(0x6a80);
    }

    @Test
    void doesNotKnowByU2fWhatSignsWithAnotherAlgorithm() {
        assertThat(status(CHECK_ONLY, make(EDDSA, false, 1))).isEqualTo(0x6a80);
    }

    @Test
    void signsByCtap2WithWhatU2fMadeAndCountsOn() {
        byte[] handle =
                new RegistrationData(u2f.register(CHALLENGE, APPLICATION).data().toArray()).getKeyHandle();
        byte[] before =
                u2f.authenticate(ENFORCE, CHALLENGE, APPLICATION, handle).data().toArray();
        CBORObject descriptor = CBORObject.NewMap().Add("id", handle).Add("type", "public-key");
        byte[] response = ask(
                ctap2,
                2,
                CBORObject.NewMap()
                        .Add(1, RP_ID)
                        .Add(2, CHALLENGE)
                        .Add(3, CBORObject.NewArray().Add(descriptor)));
        assertThat(response[0]).isZero();
        byte[] data = CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length))
                .get(2)
                .GetByteString();
        assertThat(Arrays.copyOfRange(data, 0, 32)).isEqualTo(APPLICATION);
        assertThat(data[36]).isEqualTo((byte) (before[4] + 1));
        assertThat(ask(
                        ctap2,
                        2,
                        CBORObject.NewMap()
                                .Add(1, "example.net")
                                .Add(2, CHALLENGE)
                                .Add(3, CBORObject.NewArray().Add(descriptor))))
                .containsExactly(CtapStatus.NO_CREDENTIALS.code());
    }

    @Test
    void hasNoU2fWhileItsUserMustAlwaysBeVerified() {
        byte[] handle = make(ES256, false, 1);
        assertThat(versions(ctap2)).contains("U2F_V2");
        assertThat(ask(ctap2, 0x0d, CBORObject.NewMap().Add(1, 2))).containsExactly(0);
        assertThat(versions(ctap2)).doesNotContain("U2F_V2").contains("FIDO_2_1");
        assertThat(status(CHECK_ONLY, handle)).isEqualTo(0x6986);
        assertThat(u2f.register(CHALLENGE, APPLICATION).status()).isEqualTo(0x6986);
        assertThat(ask(ctap2, 0x0d, CBORObject.NewMap().Add(1, 2))).containsExactly(0);
        assertThat(status(CHECK_ONLY, handle)).isEqualTo(0x6985);
    }

    /** The published metadata of the YubiKey Bio lists no U2F_V2; a dump of one with a finger enrolled does. */
    @Test
    void hasU2fOnASensorWhenAFingerIsEnrolled() {
        Chip bio = chip(Products.YUBIKEY_BIO_5_5);
        Authenticator sensor = new Authenticator(bio);
        assertThat(versions(sensor)).containsExactlyInAnyOrder("FIDO_2_0", "FIDO_2_1_PRE", "FIDO_2_1");
        new UserVerification(bio).fingerprints().enroll(Bytes.of((byte) 1), "index");
        assertThat(versions(sensor)).contains("U2F_V2");
        assertThat(sensor.isU2fDisabled()).isFalse();
    }

    private static List<String> versions(Authenticator key) {
        byte[] response = key.submit(Bytes.of((byte) 4)).orElseThrow().toArray();
        return CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length)).get(1).getValues().stream()
                .map(CBORObject::AsString)
                .toList();
    }
}
