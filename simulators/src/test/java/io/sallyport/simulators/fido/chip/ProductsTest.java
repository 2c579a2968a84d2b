// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.pin.UserVerification;
import io.sallyport.simulators.junit.SeededRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductsTest {
    private final Storage storage = Storage.inMemory();

    private Chip chip(KeyProfile profile) {
        return new Chip(
                new Environment(new ManualClock(), new SeededRandom(3), Presence.eager(), storage),
                profile,
                Faults.none());
    }

    private CBORObject info(KeyProfile profile) {
        byte[] response = new Authenticator(chip(profile))
                .submit(Bytes.of((byte) 4))
                .orElseThrow()
                .toArray();
        return CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length));
    }

    /** Published by their owners: what a real one with a finger enrolled and a PIN set answered, byte for byte. */
    private static final String BIO_5_5_6 = "b30184665532465f5632684649444f5f325f306c4649444f5f325f315f50524568464944"
            + "4f5f325f3102856b6372656450726f746563746b686d61632d7365637265746c6c61726765426c6f624b65796863726564426c6f62"
            + "6c6d696e50696e4c656e6774680350d8522d9f575b486688a9ba99fa02f35b04b062726bf5627570f5627576f564706c6174f46775"
            + "76546f6b656ef568616c776179735576f568637265644d676d74f569617574686e72436667f56962696f456e726f6c6cf569636c69"
            + "656e7450696ef56a6c61726765426c6f6273f56e70696e557641757468546f6b656ef56f7365744d696e50494e4c656e677468f570"
            + "6d616b654372656455764e6f74527164f47563726564656e7469616c4d676d7450726576696577f5781b7573657256657269666963"
            + "6174696f6e4d676d7450726576696577f5051904b00682020107080818800981637573620a82a263616c672664747970656a707562"
            + "6c69632d6b6579a263616c672764747970656a7075626c69632d6b65790b1904000cf40d040e1a000505060f182010011103120214"
            + "15";

    @Test
    void answersAsARealBioWithAFingerEnrolled() {
        new UserVerification(chip(Products.YUBIKEY_BIO_5_5)).fingerprints().enroll(Bytes.of((byte) 1), "index");
        CBORObject ours = info(Products.YUBIKEY_BIO_5_5);
        CBORObject real = CBORObject.DecodeFromBytes(Bytes.ofHex(BIO_5_5_6).toArray());
        for (int member : new int[] {1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}) {
            assertThat(ours.get(member)).as("member %d", member).isEqualTo(real.get(member));
        }
        CBORObject options = ours.get(4);
        options.getEntries().stream()
                .filter(option -> !option.getKey().AsString().equals("clientPin"))
                .forEach(option -> assertThat(option.getValue())
                        .as("%s", option.getKey())
                        .isEqualTo(real.get(4).get(option.getKey())));
    }

    @Test
    void answersAsAReal543() {
        CBORObject algorithms = CBORObject.NewArray();
        for (int cose : new int[] {-7, -8}) {
            algorithms.Add(CBORObject.NewMap().Add("alg", cose).Add("type", "public-key"));
        }
        assertThat(info(Products.YUBIKEY_5_4))
                .isEqualTo(CBORObject.NewMap()
                        .Add(1, List.of("U2F_V2", "FIDO_2_0", "FIDO_2_1_PRE"))
                        .Add(2, List.of("credProtect", "hmac-secret"))
                        .Add(3, Bytes.ofHex("2fc0579f811347eab116bb5a8db9202a").toArray())
                        .Add(
                                4,
                                CBORObject.NewMap()
                                        .Add("rk", true)
                                        .Add("up", true)
                                        .Add("plat", false)
                                        .Add("clientPin", false)
                                        .Add("credentialMgmtPreview", true))
                        .Add(5, 1200)
                        .Add(6, List.of(2, 1))
                        .Add(7, 8)
                        .Add(8, 128)
                        .Add(9, List.of("nfc", "usb"))
                        .Add(10, algorithms)
                        .Add(13, 4)
                        .Add(14, 0x50403));
    }

    @Test
    void keepsItsFirmwareToItselfBefore54() {
        CBORObject info = info(Products.YUBIKEY_5_2);
        assertThat(info.getKeys()).hasSize(10);
        assertThat(info.get(6)).isEqualTo(CBORObject.NewArray().Add(1));
    }

    @ParameterizedTest
    @CsvSource({
        "4.3.7, YubiKey 4",
        "5.2.4, YubiKey 5.2.7",
        "5.4.3, YubiKey 5.4.3",
        "5.5.6, YubiKey Bio 5.5.6",
        "5.7.1, YubiKey 5.7.4"
    })
    void isFoundByTheSeriesOfItsFirmwareAndTellsTheFirmwareAskedFor(String firmware, String name) {
        KeyProfile profile = KeyProfile.byFirmware(firmware).orElseThrow();
        assertThat(profile.name()).isEqualTo(name);
        assertThat(profile.firmware()).hasToString(firmware);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5.4", "5.4.256", "5.4.3.1", "5.4.x", "3.1.0", "9999.1.1"})
    void isNotFoundByWhatIsNoFirmwareOfASeries(String firmware) {
        assertThat(KeyProfile.byFirmware(firmware)).isEmpty();
    }

    @Test
    void isFoundByItsName() {
        for (KeyProfile product : Products.ALL) {
            assertThat(KeyProfile.byName(product.id())).contains(product);
            assertThat(KeyProfile.byName(product.name())).contains(product);
        }
        assertThat(KeyProfile.byName("yubikey")).isEmpty();
    }
}
