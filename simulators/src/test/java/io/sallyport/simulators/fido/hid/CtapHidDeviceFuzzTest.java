// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidError;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * No packets, in whatever order and at whatever times, make the device fall silent for good or break CTAPHID itself. An
 * ordinary build runs this on the seeds; {@code ./check --fuzz} lets Jazzer look for more.
 */
class CtapHidDeviceFuzzTest {
    private static final int TICK = 10;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Bytes GET_INFO = Bytes.of((byte) 0x04);

    @FuzzTest
    void anyPacketsAtAnyTimesAreHeardOut(byte[] input) {
        ManualClock clock = new ManualClock();
        Environment environment = new Environment(
                clock,
                new SeededRandom(7),
                waiting -> waiting.toMillis() < 300 ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED,
                Storage.inMemory());
        CtapHidDevice device = CtapHidDevice.powerUp(new Chip(environment, Products.YUBIKEY_5_4, Faults.none()));
        Host host = new Host(device, clock);
        host.open();
        int at = 0;
        while (at < input.length) {
            clock.advance(Duration.ofMillis((long) TICK * Byte.toUnsignedInt(input[at])));
            int end = Math.min(input.length, at + 1 + HidPacket.SIZE);
            device.receive(
                    HidPacket.decode(Bytes.of(Arrays.copyOf(Arrays.copyOfRange(input, at + 1, end), HidPacket.SIZE))));
            at = end;
            drain(device);
        }
        settle(device, clock);
        answersAsIfNothingHadBeen(host);
    }

    /** Everything it says is a packet of a message that it may send. */
    private static void drain(CtapHidDevice device) {
        for (Optional<HidPacket> packet = device.next(); packet.isPresent(); packet = device.next()) {
            if (packet.get() instanceof HidPacket.Initialization first) {
                assertThat(HidCommand.of(first.command())).isPresent();
                if (first.command() == HidCommand.ERROR.code()) {
                    int error = Byte.toUnsignedInt(first.data().toArray()[0]);
                    assertThat(HidError.of(error)).isPresent();
                }
            }
        }
    }

    /** Locks run out, touches come, half messages time out. */
    private static void settle(CtapHidDevice device, ManualClock clock) {
        for (int i = 0; i < 5; i++) {
            clock.advance(LONG);
            drain(device);
        }
        assertThat(device.isBusy()).isFalse();
    }

    private static void answersAsIfNothingHadBeen(Host host) {
        HidMessage init = new HidMessage(HidPacket.BROADCAST, HidCommand.INIT, Host.NONCE);
        HidMessage answer = Host.only(host.exchange(init));
        assertThat(answer.command()).as("an answer to INIT, not %s", answer).isEqualTo(HidCommand.INIT.code());
        int channel = ByteBuffer.wrap(answer.payload().toArray()).getInt(Host.NONCE.length());
        List<HidMessage> info = host.exchange(new HidMessage(channel, HidCommand.CBOR, GET_INFO));
        assertThat(Host.only(info).payload().toArray()).startsWith(0).hasSizeGreaterThan(50);
    }
}
