// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class TransportConnectionTest {
    private static final Bytes NONCE = Bytes.ofHex("0102030405060708");
    private static final Bytes OTHERS = Bytes.ofHex("1112131415161718");

    private final ManualClock clock = new ManualClock();
    private final Script script = new Script();
    private final List<KeyEvent> events = new ArrayList<>();
    private final Watch watch = new Watch(clock, new Interaction() {
        @Override
        public void on(KeyEvent event) {
            events.add(event);
        }
    });
    private final TransportConnection connection = new TransportConnection(script, clock, Duration.ofSeconds(5), watch);

    /** A device that answers with what it was told to; each read takes a second. */
    private final class Script implements HidTransport {
        private final Queue<HidPacket> answers = new ArrayDeque<>();
        private final List<Duration> waits = new ArrayList<>();
        private final List<HidPacket> written = new ArrayList<>();

        @Override
        public void write(Bytes packet) {
            written.add(HidPacket.decode(packet));
        }

        @Override
        public Optional<Bytes> read(Duration timeout) {
            if (timeout.isZero()) {
                return Optional.empty();
            }
            waits.add(timeout);
            clock.advance(Duration.ofSeconds(1));
            return Optional.ofNullable(answers.poll()).map(HidPacket::encode);
        }

        @Override
        public void close() {}
    }

    private void send(int channel, HidCommand command, Bytes payload) throws IOException {
        for (HidPacket packet : new HidMessage(channel, command, payload).split()) {
            connection.send(packet.encode().toArray());
        }
    }

    private void answer(int channel, HidCommand command, Bytes payload) {
        script.answers.addAll(new HidMessage(channel, command, payload).split());
    }

    private HidPacket receive() throws IOException {
        byte[] packet = new byte[HidPacket.SIZE];
        connection.receive(packet);
        return HidPacket.decode(Bytes.of(packet));
    }

    @Test
    void dropsPacketsOfOtherChannels() throws IOException {
        send(7, HidCommand.PING, Bytes.of(new byte[100]));
        answer(8, HidCommand.PING, NONCE);
        answer(7, HidCommand.PING, OTHERS);
        assertThat(receive().channel()).isEqualTo(7);
    }

    @Test
    void dropsAnswersToSomebodyElsesInit() throws IOException {
        send(HidPacket.BROADCAST, HidCommand.INIT, NONCE);
        answer(HidPacket.BROADCAST, HidCommand.INIT, OTHERS);
        answer(HidPacket.BROADCAST, HidCommand.INIT, NONCE);
        assertThat(receive())
                .isEqualTo(new HidMessage(-1, HidCommand.INIT, NONCE).split().get(0));
    }

    @Test
    void reportsErrorsOnTheBroadcastChannel() throws IOException {
        send(HidPacket.BROADCAST, HidCommand.INIT, NONCE);
        answer(HidPacket.BROADCAST, HidCommand.ERROR, Bytes.of((byte) 6));
        assertThatThrownBy(this::receive).hasMessageContaining("CHANNEL_BUSY");
    }

    @Test
    void givesUpOnASilentDevice() throws IOException {
        send(7, HidCommand.PING, NONCE);
        assertThatThrownBy(this::receive).hasMessage("the security key did not answer within 5000 ms");
    }

    @Test
    void givesUpThoughOtherChannelsChatter() throws IOException {
        send(7, HidCommand.PING, NONCE);
        for (int i = 0; i < 20; i++) {
            answer(8, HidCommand.PING, NONCE);
        }
        assertThatThrownBy(this::receive).isInstanceOf(IOException.class);
        assertThat(script.waits).hasSize(5);
    }

    @Test
    void neverWaitsSoLongForAPacketThatACancelWouldHaveToWait() throws IOException {
        send(7, HidCommand.PING, NONCE);
        assertThatThrownBy(this::receive).isInstanceOf(IOException.class);
        assertThat(script.waits).allMatch(wait -> wait.toMillis() <= 50);
    }

    @Test
    void tellsTheDeviceOnceThatTheTimeIsUp() throws IOException {
        watch.begin(Duration.ofSeconds(2));
        send(7, HidCommand.CBOR, NONCE);
        for (int i = 0; i < 4; i++) {
            answer(7, HidCommand.KEEPALIVE, Bytes.of((byte) 2));
        }
        for (int i = 0; i < 4; i++) {
            receive();
        }
        assertThat(script.written)
                .filteredOn(packet ->
                        packet instanceof HidPacket.Initialization first && first.command() == HidCommand.CANCEL.code())
                .hasSize(1);
        assertThat(events).containsExactly(KeyEvent.TOUCH, KeyEvent.TIMED_OUT);
    }

    @Test
    void givesUpOnADeviceThatDoesNotStop() throws IOException {
        watch.begin(Duration.ofSeconds(2));
        send(7, HidCommand.CBOR, NONCE);
        for (int i = 0; i < 100; i++) {
            answer(7, HidCommand.KEEPALIVE, Bytes.of((byte) 2));
        }
        assertThatThrownBy(() -> {
                    while (true) {
                        receive();
                    }
                })
                .hasMessageContaining("unplug it");
    }

    @Test
    void asksNothingMoreOnceCancelled() {
        watch.begin(Duration.ofSeconds(2));
        watch.cancel();
        assertThatThrownBy(() -> send(7, HidCommand.CBOR, NONCE)).isInstanceOf(OperationEnded.class);
        assertThat(script.written).isEmpty();
        assertThat(events).containsExactly(KeyEvent.CANCELLED);
    }

    @Test
    void reportsADeviceThatNeverAnswersAsUnreachable() {
        assertThatThrownBy(() -> SecurityKey.open(script, clock)).isInstanceOf(DeviceException.Unreachable.class);
    }
}
