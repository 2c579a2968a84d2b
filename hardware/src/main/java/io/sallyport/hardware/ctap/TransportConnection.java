// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.fido.FidoConnection;
import io.sallyport.core.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * yubikit's connection over our transport.
 *
 * <p>Yubikit fails on a packet that is not for it, though every program that holds the device open sees every packet: so
 * only packets of the channel last written to pass, and of the answers to INIT only the one to our own nonce.
 */
final class TransportConnection implements FidoConnection {
    private static final int NONCE = 8;

    private final HidTransport transport;
    private final InstantSource clock;
    private final Duration patience;
    private HidPacket sent = new HidPacket.Continuation(HidPacket.BROADCAST, 0, Bytes.empty());

    /** @param patience how long the device may say nothing at all; a busy one sends KEEPALIVE every 100 ms */
    TransportConnection(HidTransport transport, InstantSource clock, Duration patience) {
        this.transport = transport;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public void send(byte[] packet) throws IOException {
        Bytes bytes = Bytes.of(packet);
        sent = HidPacket.decode(bytes);
        transport.write(bytes);
    }

    @Override
    public void receive(byte[] packet) throws IOException {
        Instant deadline = clock.instant().plus(patience);
        Duration left = patience;
        while (!left.isNegative() && !left.isZero()) {
            Optional<Bytes> read = transport.read(left);
            if (read.isEmpty()) {
                break;
            }
            if (isForUs(HidPacket.decode(read.get()))) {
                System.arraycopy(read.get().toArray(), 0, packet, 0, HidPacket.SIZE);
                return;
            }
            left = Duration.between(clock.instant(), deadline);
        }
        throw new IOException("the security key did not answer within " + patience.toMillis() + " ms");
    }

    private boolean isForUs(HidPacket packet) {
        if (packet.channel() != sent.channel()) {
            return false;
        }
        return packet.channel() != HidPacket.BROADCAST
                || !isInit(packet)
                || nonce(packet).equals(nonce(sent));
    }

    private static boolean isInit(HidPacket packet) {
        return packet instanceof HidPacket.Initialization first && first.command() == HidCommand.INIT.code();
    }

    private static Bytes nonce(HidPacket packet) {
        return Bytes.of(Arrays.copyOf(packet.data().toArray(), NONCE));
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
