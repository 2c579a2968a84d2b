// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.UnaryOperator;

/** A device that opens channels properly and answers every other request with something. */
final class OddDevice implements HidTransport {
    static final int CHANNEL = 5;

    private final UnaryOperator<HidMessage> something;
    private final HidAssembler assembler;
    private final Queue<HidPacket> outgoing = new ArrayDeque<>();

    OddDevice(InstantSource clock, UnaryOperator<HidMessage> something) {
        this.something = something;
        this.assembler = new HidAssembler(clock);
    }

    @Override
    public void write(Bytes packet) {
        try {
            assembler.accept(HidPacket.decode(packet)).map(this::answer).ifPresent(outgoing::addAll);
        } catch (HidFault e) {
            throw new AssertionError("yubikit broke the protocol", e);
        }
    }

    private List<HidPacket> answer(HidMessage message) {
        if (message.command() != HidCommand.INIT.code()) {
            return something.apply(message).split();
        }
        byte[] init = ByteBuffer.allocate(17)
                .put(message.payload().toArray())
                .putInt(CHANNEL)
                .put(new byte[] {2, 5, 4, 3, 4})
                .array();
        return new HidMessage(message.channel(), HidCommand.INIT, Bytes.of(init)).split();
    }

    @Override
    public Optional<Bytes> read(Duration timeout) {
        return Optional.ofNullable(outgoing.poll()).map(HidPacket::encode);
    }

    @Override
    public void close() {}
}
