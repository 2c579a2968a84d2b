// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.yubico.yubikit.fido.ctap.Ctap1Session.RegistrationData;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No APDUs get anything but a status word out of U2F, or make it forget a credential. An ordinary build runs this on the
 * seeds; {@code ./check --fuzz} lets Jazzer look for more.
 */
class U2fFuzzTest {
    private static final byte[] CHALLENGE = ascii("the hash of a challenge, 32 byte");
    private static final byte[] APPLICATION = ascii("the hash of an origin: 32 bytes.");
    private static final int MOST_APDUS = 16;
    private static final int LONGEST = 1200;
    private static final Set<Integer> STATUS_WORDS =
            Stream.of(StatusWord.values()).map(StatusWord::code).collect(Collectors.toUnmodifiableSet());

    private final Storage storage = Storage.inMemory();
    private final byte[] handle = handle(powerUp());

    private U2fHost powerUp() {
        Environment environment = new Environment(new ManualClock(), new SeededRandom(11), Presence.eager(), storage);
        Chip chip = new Chip(environment, Products.YUBIKEY_5_4, Faults.none());
        return new U2fHost(new U2f(chip, Attestation.of(chip), () -> false));
    }

    @FuzzTest
    void anyApdusAreAnsweredWithAStatusWord(FuzzedDataProvider input) {
        U2fHost host = powerUp();
        for (int sent = 0; sent < MOST_APDUS && input.remainingBytes() > 0; sent++) {
            U2fHost.Answer answer = input.consumeBoolean()
                    ? host.send(input.consumeBytes(LONGEST))
                    : host.send(input.consumeInt(0, 4), input.consumeByte() & 0xff, likely(input));
            assertThat(STATUS_WORDS).contains(answer.status());
            assertThat(answer.data().length() > 0).isEqualTo(answer.status() == StatusWord.NO_ERROR.code());
        }
        U2fHost.Answer signed = host.authenticate(U2fHost.ENFORCE, CHALLENGE, APPLICATION, handle);
        assertThat(signed.status()).isEqualTo(StatusWord.NO_ERROR.code());
        assertThat(host.send(3, 0, new byte[0]).data()).isEqualTo(Bytes.of(ascii("U2F_V2")));
    }

    /** What authenticate takes, perhaps with one byte that is wrong. */
    private byte[] likely(FuzzedDataProvider input) {
        byte[] data = U2fHost.concat(CHALLENGE, APPLICATION, new byte[] {(byte) handle.length}, handle);
        data[input.consumeInt(0, data.length - 1)] ^= input.consumeByte();
        return input.consumeBoolean() ? data : U2fHost.concat(data, input.consumeBytes(8));
    }

    private static byte[] handle(U2fHost host) {
        byte[] answer = host.register(CHALLENGE, APPLICATION).data().toArray();
        return new RegistrationData(answer).getKeyHandle();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
