// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.core.Bytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * No packets, in whatever order and at whatever times, break the assembler, or keep the next whole message out. An
 * ordinary build runs this on the seeds; {@code ./check --fuzz} lets Jazzer look for more.
 */
class HidAssemblerFuzzTest {
    private static final int TICK = 10;

    @FuzzTest
    void anyPacketsBecomeMessagesOrFaults(byte[] input) throws HidFault {
        ManualClock clock = new ManualClock();
        HidAssembler assembler = new HidAssembler(clock);
        int at = 0;
        while (at < input.length) {
            clock.advance(Duration.ofMillis((long) TICK * Byte.toUnsignedInt(input[at])));
            int end = Math.min(input.length, at + 1 + HidPacket.SIZE);
            Bytes packet = Bytes.of(Arrays.copyOf(Arrays.copyOfRange(input, at + 1, end), HidPacket.SIZE));
            at = end;
            accept(assembler, packet);
        }
        clock.advance(HidAssembler.TRANSACTION_TIMEOUT);
        boolean unfinished = assembler.underWay();
        assertThat(assembler.expire().isPresent()).isEqualTo(unfinished);
        assertThat(assembler.underWay()).isFalse();
        takesTheNextMessage(assembler, Arrays.copyOf(input, Math.min(input.length, HidMessage.MAX_PAYLOAD)));
    }

    private static void accept(HidAssembler assembler, Bytes bytes) {
        HidPacket packet = HidPacket.decode(bytes);
        assertThat(packet.encode()).isEqualTo(bytes);
        try {
            Optional<HidMessage> message = assembler.accept(packet);
            message.ifPresent(whole -> {
                assertThat(whole.channel()).isEqualTo(packet.channel());
                assertThat(whole.payload().length()).isLessThanOrEqualTo(HidMessage.MAX_PAYLOAD);
                assertThat(assembler.underWay()).isFalse();
            });
        } catch (HidFault fault) {
            assertThat(HidError.of(fault.error().code())).contains(fault.error());
            assertThat(fault.toMessage().split()).hasSize(1);
        }
    }

    private static void takesTheNextMessage(HidAssembler assembler, byte[] payload) throws HidFault {
        HidMessage sent = new HidMessage(0x01020304, HidCommand.PING, Bytes.of(payload));
        List<HidPacket> packets = sent.split();
        for (HidPacket packet : packets.subList(0, packets.size() - 1)) {
            assertThat(assembler.accept(packet)).isEmpty();
        }
        assertThat(assembler.accept(packets.get(packets.size() - 1))).contains(sent);
    }
}
