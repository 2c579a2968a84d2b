// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.hardware.ctap.HidTransport;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Limits;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulatedSecurityKeyTest {
    private static final Duration AGES = Duration.ofDays(1);
    private static final Bytes SELECTION = Bytes.ofHex("0b");

    private final Storage storage = Storage.inMemory();
    private final CountDownLatch blinking = new CountDownLatch(2);
    private final Environment environment = new Environment(
            new ManualClock(),
            new SeededRandom(6),
            waiting -> {
                blinking.countDown();
                return Presence.Answer.NOT_YET;
            },
            storage);

    private SimulatedSecurityKeyBuilder builder() {
        return SimulatedSecurityKey.builder(environment);
    }

    private static void send(HidTransport transport, int channel, HidCommand command, Bytes payload)
            throws IOException {
        for (HidPacket packet : new HidMessage(channel, command, payload).split()) {
            transport.write(packet.encode());
        }
    }

    @Test
    void staysWhatItWasMadeAs() {
        int serial =
                builder().profile(Products.YUBIKEY_5_7).serial(12345678).build().serial();
        assertThat(serial).isEqualTo(12345678);
        SimulatedSecurityKey again = new SimulatedSecurityKey(environment);
        assertThat(again.serial()).isEqualTo(12345678);
        assertThat(again.profile()).isEqualTo(Products.YUBIKEY_5_7);
    }

    @Test
    void drawsASerialNumberOfEightDigitsAndKeepsIt() {
        int drawn = new SimulatedSecurityKey(environment).serial();
        assertThat(drawn).isBetween(10_000_000, 99_999_999);
        assertThat(new SimulatedSecurityKey(environment).serial()).isEqualTo(drawn);
    }

    @Test
    void isNobodyElse() {
        builder().serial(1).build();
        assertThatThrownBy(() -> builder().serial(2).build()).hasMessageContaining("serial number 1, not 2");
        assertThatThrownBy(() -> builder().profile(Products.YUBIKEY_5_7).build())
                .hasMessageContaining("yubikey-5.4.3 with firmware 5.4.3, not of a yubikey-5.7.4");
    }

    @Test
    void takesAProductThatOnlyATestKnows() {
        var odd = Products.YUBIKEY_5_7.withLimits(new Limits(1200, 1, 64, 1, 4, 1024, 32));
        builder().profile(odd).build();
        assertThat(builder().profile(odd).build().profile()).isEqualTo(odd);
    }

    @Test
    void isCancelledByAnotherThreadThanTheOneThatReads() throws Exception {
        HidTransport transport = builder().profile(Products.YUBIKEY_5_7).build().plugIn();
        CompletableFuture<Optional<Bytes>> answer = waitForATouch(transport);
        send(transport, 1, HidCommand.CANCEL, Bytes.empty());
        assertThat(answer.get().orElseThrow().toHex()).startsWith("00000001" + "90" + "0001" + "2d");
    }

    @Test
    void isPulledOutWhileItWaits() throws Exception {
        SimulatedSecurityKey key = builder().profile(Products.YUBIKEY_5_7).build();
        HidTransport transport = key.plugIn();
        CompletableFuture<Optional<Bytes>> answer = waitForATouch(transport);
        key.unplug();
        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> send(transport, 1, HidCommand.PING, Bytes.empty()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void isInOnePlaceAtATimeInThisProcess() throws IOException {
        SimulatedSecurityKey key = builder().build();
        HidTransport before = key.plugIn();
        HidTransport after = key.plugIn();
        assertThatThrownBy(() -> before.read(Duration.ZERO)).isInstanceOf(IOException.class);
        assertThat(after.read(Duration.ZERO)).isEmpty();
    }

    /** Reads in a thread of its own; returns once it has looked for the touch and does so again. */
    private CompletableFuture<Optional<Bytes>> waitForATouch(HidTransport transport)
            throws IOException, InterruptedException {
        send(transport, HidPacket.BROADCAST, HidCommand.INIT, Bytes.of(new byte[8]));
        transport.read(AGES);
        send(transport, 1, HidCommand.CBOR, SELECTION);
        CompletableFuture<Optional<Bytes>> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return transport.read(AGES);
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        });
        blinking.await();
        return answer;
    }
}
