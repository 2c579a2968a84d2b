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
import org.jspecify.annotations.Nullable;

/**
 * yubikit's connection over our transport.
 *
 * <p>Yubikit fails on a packet that is not for it, though every program that holds the device open sees every packet: so
 * only packets of the channel last written to pass, and of the answers to INIT only the one to our own nonce.
 *
 * <p>It also looks for cancellation only between two packets, and not in every command. So the wait for a packet is cut
 * into glances, and CANCEL is sent from here; keep-alives are heard here as well.
 */
final class TransportConnection implements FidoConnection {
    private static final int NONCE = 8;

    /** How long it takes at most until a cancelled operation's CANCEL is sent. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** More than a driver keeps; a device that never falls silent is not waited for. */
    private static final int MOST_LEFTOVERS = 256;

    private final HidTransport transport;
    private final InstantSource clock;
    private final Duration patience;
    private final Watch watch;
    private HidPacket sent = new HidPacket.Continuation(HidPacket.BROADCAST, 0, Bytes.empty());
    private int command;
    private @Nullable Instant cancelSent;

    /** @param patience how long the device may say nothing at all; a busy one sends KEEPALIVE every 100 ms */
    TransportConnection(HidTransport transport, InstantSource clock, Duration patience, Watch watch) {
        this.transport = transport;
        this.clock = clock;
        this.patience = patience;
        this.watch = watch;
    }

    @Override
    public void send(byte[] packet) throws IOException {
        Bytes bytes = Bytes.of(packet);
        HidPacket next = HidPacket.decode(bytes);
        if (next instanceof HidPacket.Initialization first) {
            beginMessage(first);
        }
        sent = next;
        transport.write(bytes);
    }

    private void beginMessage(HidPacket.Initialization first) throws IOException {
        if (watch.isOver()) {
            throw new OperationEnded();
        }
        discardLeftovers();
        command = first.command();
        cancelSent = null;
        watch.nextMessage();
    }

    /** What is left of an exchange that failed, or was another program's, is no answer to the next. */
    private void discardLeftovers() throws IOException {
        int discarded = 0;
        while (discarded < MOST_LEFTOVERS && transport.read(Duration.ZERO).isPresent()) {
            discarded++;
        }
    }

    @Override
    public void receive(byte[] packet) throws IOException {
        Instant deadline = clock.instant().plus(patience);
        Duration left = patience;
        while (!left.isNegative() && !left.isZero()) {
            cancelWhenOver();
            Duration glance = left.compareTo(GLANCE) < 0 ? left : GLANCE;
            Optional<Bytes> read = transport.read(glance);
            if (read.isEmpty()) {
                // Counted, as a device in the same process that has nothing to say does not keep anybody waiting.
                left = left.minus(glance);
                deadline = earlier(deadline, clock.instant().plus(left));
            } else if (isForUs(HidPacket.decode(read.get()))) {
                heed(HidPacket.decode(read.get()));
                System.arraycopy(read.get().toArray(), 0, packet, 0, HidPacket.SIZE);
                return;
            }
            left = Duration.between(clock.instant(), deadline);
        }
        throw new IOException("the security key did not answer within " + patience.toMillis() + " ms");
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** CTAP1 has nothing to cancel: its commands are answered at once. */
    private void cancelWhenOver() throws IOException {
        Instant told = cancelSent;
        if (told != null && Duration.between(told, clock.instant()).compareTo(patience) > 0) {
            throw new IOException("the security key did not stop when it was told to: unplug it");
        }
        if (told == null && command == HidCommand.CBOR.code() && watch.isOver()) {
            cancelSent = clock.instant();
            for (HidPacket packet : new HidMessage(sent.channel(), HidCommand.CANCEL, Bytes.empty()).split()) {
                transport.write(packet.encode());
            }
        }
    }

    private void heed(HidPacket packet) throws IOException {
        if (packet instanceof HidPacket.Initialization first) {
            int said = Byte.toUnsignedInt(first.data().toArray()[0]);
            if (first.command() == HidCommand.KEEPALIVE.code()) {
                watch.keepAlive(said);
            } else if (first.command() == HidCommand.ERROR.code()) {
                throw new HidErrorReceived(said);
            }
        }
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
