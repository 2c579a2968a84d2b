// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidError;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bare sockets, as programs that know nothing of us have them; time is real. */
@Timeout(60)
class LoopbackPortTest {
    private static final HidMessage INIT = new HidMessage(HidPacket.BROADCAST, HidCommand.INIT, Host.NONCE);
    private static final int CHANNEL = 1;
    private static final HidMessage PING = new HidMessage(CHANNEL, HidCommand.PING, Bytes.of(new byte[7609]));

    private final SimulatedSecurityKey key = new SimulatedSecurityKey(
            new Environment(InstantSource.system(), new SeededRandom(8), Presence.absent(), Storage.inMemory()));
    private LoopbackPort port;

    @BeforeEach
    void attach() throws IOException {
        port = key.attachTcp(0);
    }

    @AfterEach
    void detach() throws IOException {
        port.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] bytes(HidMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.split().forEach(packet -> out.writeBytes(packet.encode().toArray()));
        return out.toByteArray();
    }

    private static void send(Socket socket, HidMessage message) throws IOException {
        socket.getOutputStream().write(bytes(message));
    }

    private static void assertReceived(Socket socket, HidMessage message) throws IOException {
        byte[] expected = bytes(message);
        assertThat(socket.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
    }

    private static byte[] packet(Socket socket) throws IOException {
        byte[] packet = new byte[HidPacket.SIZE];
        new DataInputStream(socket.getInputStream()).readFully(packet);
        return packet;
    }

    private Socket open() throws IOException {
        Socket socket = connect();
        send(socket, INIT);
        assertThat(packet(socket)[18]).isEqualTo((byte) CHANNEL);
        return socket;
    }

    @Test
    void takesPacketsHoweverTheyArrive() throws IOException {
        try (Socket socket = open()) {
            send(socket, PING);
            assertReceived(socket, PING);
            for (byte one : bytes(new HidMessage(CHANNEL, HidCommand.WINK, Bytes.empty()))) {
                socket.getOutputStream().write(one);
            }
            assertReceived(socket, new HidMessage(CHANNEL, HidCommand.WINK, Bytes.empty()));
        }
    }

    @Test
    void givesUpOnHalfAMessageWithoutBeingAsked() throws IOException {
        try (Socket socket = open()) {
            long begun = System.nanoTime();
            socket.getOutputStream().write(bytes(PING), 0, HidPacket.SIZE);
            assertReceived(socket, HidMessage.error(CHANNEL, HidError.MSG_TIMEOUT));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(450));
        }
    }

    @Test
    void keepsAliveUntilItIsCancelledAndIsPulledOutMeanwhile() throws IOException {
        try (Socket socket = open()) {
            send(socket, new HidMessage(CHANNEL, HidCommand.CBOR, CtapHidDeviceTest.SELECTION));
            HidMessage keepAlive = new HidMessage(CHANNEL, HidCommand.KEEPALIVE, Bytes.of((byte) 2));
            for (int i = 0; i < 3; i++) {
                assertReceived(socket, keepAlive);
            }
            send(socket, new HidMessage(CHANNEL, HidCommand.CANCEL, Bytes.empty()));
            byte[] answer = packet(socket);
            while (answer[4] == (byte) 0xbb) {
                answer = packet(socket);
            }
            assertThat(answer).startsWith(0, 0, 0, CHANNEL, 0x90, 0, 1, 0x2d);
            send(socket, new HidMessage(CHANNEL, HidCommand.CBOR, CtapHidDeviceTest.SELECTION));
            assertReceived(socket, keepAlive);
            key.unplug();
            assertThat(socket.getInputStream().readAllBytes().length % HidPacket.SIZE)
                    .isZero();
        }
        open().close();
    }

    @Test
    void servesOneClientAtATimeAndEachFromPowerUp() throws IOException {
        try (Socket first = open();
                Socket second = connect()) {
            send(second, new HidMessage(CHANNEL, HidCommand.WINK, Bytes.empty()));
            second.setSoTimeout(200);
            assertThatThrownBy(() -> second.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            second.setSoTimeout(20_000);
            first.close();
            assertReceived(second, HidMessage.error(CHANNEL, HidError.INVALID_CHANNEL));
        }
    }

    @Test
    void survivesClientsThatHangUpInAPacket() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (Socket socket = open()) {
                socket.getOutputStream().write(bytes(PING), 0, 100);
            }
        }
        open().close();
    }

    @Test
    void isGoneOnceItIsClosed() throws IOException {
        try (Socket socket = open()) {
            port.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
    }
}
