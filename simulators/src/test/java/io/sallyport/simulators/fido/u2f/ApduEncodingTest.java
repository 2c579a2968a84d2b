// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO 7816-4 §5.1, as U2F over HID uses it. */
class ApduEncodingTest {
    private static final Bytes U2F_V2 = Bytes.of("U2F_V2".getBytes(StandardCharsets.US_ASCII));

    private final U2f authenticator = plugIn();
    private final U2fHost host = new U2fHost(authenticator);

    private static U2f plugIn() {
        Environment environment =
                new Environment(new ManualClock(), new SeededRandom(5), Presence.eager(), Storage.inMemory());
        Chip chip = new Chip(environment, Products.YUBIKEY_5_4, Faults.none());
        return new U2f(chip, Attestation.of(chip), () -> false);
    }

    private static byte[] hex(String hex) {
        return Bytes.ofHex(hex.replace(" ", "").replace("D", "d5".repeat(64))).toArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00030000",
                "00030000 00",
                "00030000 ff",
                "00030000 000000",
                "00030000 00ffff",
                "00030000 000000 0000"
            })
    void answersWithItsVersionWhateverLeIs(String apdu) {
        assertThat(host.send(hex(apdu))).isEqualTo(new U2fHost.Answer(U2F_V2, 0x9000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00010000 40 D",
                "00010000 40 D 00",
                "00010000 000040 D",
                "00010000 000040 D 0000",
                "00010300 000040 D ffff"
            })
    void takesDataInShortAndExtendedEncodingWithAndWithoutLe(String apdu) {
        assertThat(host.send(hex(apdu)).status()).isEqualTo(0x9000);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 6700",
        "00, 6700",
        "000300, 6700",
        // Lc is not how much follows.
        "00010000 41 D, 6700",
        "00010000 40 D 0000, 6700",
        "00010000 000041 D, 6700",
        "00010000 000040 D 00, 6700",
        "00010000 000040 D 000000, 6700",
        "00010000 00ffff, 6700",
        "00010000 0000, 6700",
        "00010000, 6700",
        // The version takes no data.
        "00030000 01 00, 6700",
        "00030000 000001 00 0000, 6700",
        // The class comes before the instruction, the instruction before its data.
        "80030000, 6e00",
        "01000000, 6e00",
        "ff010000 000040 D, 6e00",
        "00000000, 6d00",
        "00040000, 6d00",
        "00a40400 08 a0000006472f0001, 6d00",
        "00400000, 6d00",
        "00ff0000 000040 D, 6d00"
    })
    void refusesWhatIsNoneOfItsCommands(String apdu, String status) {
        assertThat(host.send(hex(apdu))).isEqualTo(new U2fHost.Answer(Bytes.empty(), Integer.parseInt(status, 16)));
    }

    @Test
    void answersAnythingAtAllWithAStatusWord() {
        Random random = new Random(2026);
        for (int i = 0; i < 20_000; i++) {
            byte[] apdu = new byte[random.nextInt(120)];
            random.nextBytes(apdu);
            for (int header = 0; header < Math.min(4, apdu.length); header++) {
                apdu[header] = (byte) (random.nextInt(8) == 0 ? apdu[header] : random.nextInt(4));
            }
            assertThat(authenticator.process(Bytes.of(apdu)).length()).isGreaterThanOrEqualTo(2);
        }
    }
}
