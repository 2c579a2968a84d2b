// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.junit.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CTAP 2.1 §8 Message encoding")
class MessageEncodingTest {
    private final Authenticator authenticator = new Authenticator(new Chip(
            new Environment(new ManualClock(), new SeededRandom(8), Presence.eager(), Storage.inMemory()),
            Products.YUBIKEY_5_7,
            Faults.none()));

    private void assertAnswer(Bytes request, CtapStatus status) {
        assertThat(authenticator.submit(request)).contains(Bytes.of((byte) status.code()));
    }

    /** Keys out of order, a key twice, a length not in its shortest form, an indefinite length, a tag, half a map, too much. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0ca203000100", "0ca203000300", "0ca1031800", "0cbf0300ff", "0ca103c000", "0ca103", "0ca1030000"
            })
    void readsTheCanonicalFormOnly(String request) {
        assertAnswer(Bytes.ofHex(request), CtapStatus.INVALID_CBOR);
    }

    @Test
    void takesNoMoreThanItSays() {
        byte[] request = new byte[Products.YUBIKEY_5_7.limits().maxMessage() + 1];
        request[0] = 0x0c;
        assertAnswer(Bytes.of(request), CtapStatus.REQUEST_TOO_LARGE);
        assertAnswer(Bytes.of(Arrays.copyOf(request, request.length - 1)), CtapStatus.INVALID_CBOR);
    }
}
