// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidAssembler;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidFault;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.hardware.ctap.HidTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Messages to and from one key, whatever they are. */
final class Line {
    /** Longer than a key lets a message lie unfinished (CTAP 2.1 §11.2.5.2). */
    private static final Duration SILENCE = Duration.ofMillis(700);

    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration TOUCH = Duration.ofSeconds(30);
    private static final byte UP_NEEDED = 2;
    private static final int NONCE = 8;

    private final HidTransport transport;
    private final InstantSource clock;
    private final Runnable touch;
    private int channel = HidPacket.BROADCAST;

    /** @param touch tells somebody that the key waits to be touched */
    Line(HidTransport transport, InstantSource clock, Runnable touch) {
        this.transport = transport;
        this.clock = clock;
        this.touch = touch;
    }

    int channel() {
        return channel;
    }

    /** Asks for a channel of its own; later messages are on that. */
    HidMessage open() throws IOException {
        HidMessage answer = ask(new HidMessage(HidPacket.BROADCAST, HidCommand.INIT, Bytes.of(new byte[NONCE])))
                .orElseThrow(() -> new IOException("the security key does not answer"));
        byte[] payload = answer.payload().toArray();
        if (payload.length < NONCE + Integer.BYTES) {
            throw new IOException("the security key's answer to INIT makes no sense");
        }
        channel = ByteBuffer.wrap(payload, NONCE, Integer.BYTES).getInt();
        return answer;
    }

    Optional<HidMessage> ask(HidCommand command, byte... payload) throws IOException {
        return ask(new HidMessage(channel, command, Bytes.of(payload)));
    }

    /** @return what it answers; empty if nothing */
    Optional<HidMessage> ask(HidMessage message) throws IOException {
        return send(message.split());
    }

    /** @return what it answers to these packets, on whatever channel they are */
    Optional<HidMessage> send(List<HidPacket> packets) throws IOException {
        for (HidPacket packet : packets) {
            transport.write(packet.encode());
        }
        return receive(packets.get(packets.size() - 1).channel());
    }

    private Optional<HidMessage> receive(int from) throws IOException {
        HidAssembler assembler = new HidAssembler(clock);
        Instant end = clock.instant().plus(SILENCE);
        boolean touched = false;
        while (clock.instant().isBefore(end)) {
            Optional<HidPacket> packet =
                    transport.read(GLANCE).map(HidPacket::decode).filter(p -> p.channel() == from);
            Optional<HidMessage> message = packet.isEmpty() ? Optional.empty() : assemble(assembler, packet.get());
            if (message.filter(Line::isKeepAlive).isEmpty()) {
                if (message.isPresent()) {
                    return message;
                }
                continue;
            }
            if (!touched && message.get().payload().toArray()[0] == UP_NEEDED) {
                touched = true;
                end = clock.instant().plus(TOUCH);
                touch.run();
            }
        }
        return Optional.empty();
    }

    private static Optional<HidMessage> assemble(HidAssembler assembler, HidPacket packet) throws IOException {
        try {
            return assembler.accept(packet);
        } catch (HidFault fault) {
            throw new IOException("the security key breaks CTAPHID's rules", fault);
        }
    }

    private static boolean isKeepAlive(HidMessage message) {
        return message.command() == HidCommand.KEEPALIVE.code()
                && message.payload().length() > 0;
    }

    /** Told by a key that cannot wait itself (CTAP1). */
    void wantsTouch() {
        touch.run();
    }
}
