// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

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
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InProcessTransportTest {
    private static final Duration AGES = Duration.ofDays(1);
    private static final Bytes INIT = new HidMessage(HidPacket.BROADCAST, HidCommand.INIT, Host.NONCE)
            .split()
            .get(0)
            .encode();

    private final HidTransport transport = new SimulatedSecurityKey(
                    new Environment(new ManualClock(), new SeededRandom(6), Presence.absent(), Storage.inMemory()))
            .plugIn();

    @Test
    void doesNotWaitForAnIdleDevice() throws IOException {
        assertThat(transport.read(AGES)).isEmpty();
        transport.write(INIT);
        assertThat(transport.read(AGES)).isPresent();
        assertThat(transport.read(AGES)).isEmpty();
    }

    @Test
    void waitsForATouchNoLongerThanItIsAskedTo() throws IOException {
        transport.write(INIT);
        assertThat(transport.read(AGES)).isPresent();
        Bytes selection = CtapHidDeviceTest.SELECTION;
        for (HidPacket packet : new HidMessage(1, HidCommand.CBOR, selection).split()) {
            transport.write(packet.encode());
        }
        assertThat(transport.read(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void forgetsItsChannelsWhenPluggedInAgain() throws IOException {
        Environment environment =
                new Environment(new ManualClock(), new SeededRandom(6), Presence.eager(), Storage.inMemory());
        SimulatedSecurityKey key = new SimulatedSecurityKey(environment);
        HidTransport before = key.plugIn();
        before.write(INIT);
        HidTransport after = key.plugIn();
        after.write(
                new HidMessage(1, HidCommand.WINK, Bytes.empty()).split().get(0).encode());
        assertThat(HidPacket.decode(after.read(AGES).orElseThrow()))
                .isInstanceOfSatisfying(
                        HidPacket.Initialization.class,
                        packet -> assertThat(packet.command()).isEqualTo(HidCommand.ERROR.code()));
    }

    @Test
    void isGoneAfterClose() throws IOException {
        transport.close();
        assertThatThrownBy(() -> transport.write(INIT)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> transport.read(AGES)).isInstanceOf(IOException.class);
    }
}
