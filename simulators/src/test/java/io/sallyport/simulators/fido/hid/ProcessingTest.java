// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidError;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.junit.SeededRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The device while the authenticator is at work: this one works when it is told to. */
@DisplayName("CTAP 2.1 §11.2.9.1.7 CTAPHID_KEEPALIVE, status PROCESSING")
class ProcessingTest {
    private static final Bytes GET_INFO = Bytes.ofHex("04");

    private final ManualClock clock = new ManualClock();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private Presence.Answer person = Presence.Answer.NOT_YET;
    private final Chip chip = new Chip(
            new Environment(clock, new SeededRandom(2), waiting -> person, Storage.inMemory()),
            Products.YUBIKEY_5_4,
            Faults.none());
    private final CtapHidDevice device =
            CtapHidDevice.powerUp(chip, Attestation.of(chip), OptionalInt.empty(), work::add);
    private final Host host = new Host(device, clock);
    private final int channel = host.open();
    private final int other = host.open();

    private HidMessage keepAlive(int status) {
        return new HidMessage(channel, HidCommand.KEEPALIVE, Bytes.of((byte) status));
    }

    private HidMessage cbor(String hex) {
        return new HidMessage(channel, HidCommand.CBOR, Bytes.ofHex(hex));
    }

    private void begin(Bytes request) {
        assertThat(host.exchange(new HidMessage(channel, HidCommand.CBOR, request)))
                .isEmpty();
    }

    private void work() {
        work.remove().run();
    }

    @Test
    void keepsAliveEvery100MillisecondsUntilTheWorkIsDone() {
        begin(GET_INFO);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMillis(99));
            assertThat(host.receive()).isEmpty();
            clock.advance(Duration.ofMillis(1));
            assertThat(host.receive()).containsExactly(keepAlive(1));
        }
        work();
        assertThat(Host.only(host.receive()).command()).isEqualTo(HidCommand.CBOR.code());
        assertThat(device.isIdle()).isTrue();
    }

    @Test
    void saysWhenItWantsToBeTouchedAndWhenItWorksAgain() {
        begin(CtapHidDeviceTest.SELECTION);
        work();
        clock.advance(CtapHidDevice.KEEPALIVE_INTERVAL);
        assertThat(host.receive()).containsExactly(keepAlive(2));
        person = Presence.Answer.TOUCHED;
        clock.advance(CtapHidDevice.KEEPALIVE_INTERVAL);
        assertThat(host.receive()).containsExactly(keepAlive(1));
        work();
        assertThat(host.receive()).containsExactly(cbor("35"));
    }

    @Test
    void isBusyForEverybody() {
        begin(GET_INFO);
        for (int who : new int[] {channel, other}) {
            assertThat(host.exchange(new HidMessage(who, HidCommand.PING, Bytes.empty())))
                    .containsExactly(HidMessage.error(who, HidError.CHANNEL_BUSY));
        }
        work();
        assertThat(host.receive()).hasSize(1);
    }

    @Test
    void doesWhatIsBegunThoughItIsCancelled() {
        begin(GET_INFO);
        assertThat(host.exchange(new HidMessage(channel, HidCommand.CANCEL, Bytes.empty())))
                .isEmpty();
        work();
        assertThat(Host.only(host.receive()).payload().length()).isGreaterThan(1);
    }

    @Test
    void asksForNoTouchOnceItIsCancelled() {
        begin(CtapHidDeviceTest.SELECTION);
        person = Presence.Answer.TOUCHED;
        assertThat(host.exchange(new HidMessage(channel, HidCommand.CANCEL, Bytes.empty())))
                .isEmpty();
        work();
        assertThat(host.receive()).isEmpty();
        work();
        assertThat(host.receive()).containsExactly(cbor("2d"));
        assertThat(work).isEmpty();
    }

    @Test
    void tellsItsProductByItsCapabilities() {
        Host u2fOnly =
                new Host(CtapHidDevice.powerUp(new Chip(chip.environment(), Products.YUBIKEY_4, Faults.none())), clock);
        Bytes answer = Host.only(u2fOnly.exchange(new HidMessage(-1, HidCommand.INIT, Host.NONCE)))
                .payload();
        assertThat(answer.toHex()).isEqualTo(Host.NONCE.toHex() + "00000001" + "02" + "040307" + "01");
        assertThat(u2fOnly.exchange(new HidMessage(1, HidCommand.CBOR, GET_INFO)))
                .containsExactly(HidMessage.error(1, HidError.INVALID_CMD));
    }
}
