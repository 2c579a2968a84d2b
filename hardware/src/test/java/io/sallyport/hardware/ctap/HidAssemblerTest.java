// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.core.Bytes;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HidAssemblerTest {
    private static final int ONE = 0x00000001;
    private static final int TWO = 0x00000002;

    private final ManualClock clock = new ManualClock();
    private final HidAssembler assembler = new HidAssembler(clock);

    private static HidPacket start(int channel, HidCommand command, int length) {
        return new HidPacket.Initialization(channel, command.code(), length, Bytes.empty());
    }

    private static HidPacket next(int channel, int sequence) {
        return new HidPacket.Continuation(channel, sequence, Bytes.empty());
    }

    private HidFault fault(HidPacket packet) {
        return catchThrowableOfType(HidFault.class, () -> assembler.accept(packet));
    }

    private void assertFault(HidPacket packet, int channel, HidError error) {
        HidFault fault = fault(packet);
        assertThat(fault).isNotNull();
        assertThat(fault.channel()).isEqualTo(channel);
        assertThat(fault.error()).isEqualTo(error);
    }

    private static HidMessage zeros(int channel, HidCommand command, int length) {
        return new HidMessage(channel, command, Bytes.of(new byte[length]));
    }

    @Nested
    @DisplayName("CTAP 2.1 §11.2.5.4 Packet sequencing")
    class Sequencing {
        @Test
        void completesAShortMessageAtOnce() throws HidFault {
            assertThat(assembler.accept(start(ONE, HidCommand.WINK, 0))).contains(zeros(ONE, HidCommand.WINK, 0));
            assertThat(assembler.underWay()).isFalse();
        }

        @Test
        void completesAMessageWithItsLastPacket() throws HidFault {
            assertThat(assembler.accept(start(ONE, HidCommand.PING, 117))).isEmpty();
            assertThat(assembler.accept(next(ONE, 0))).isEmpty();
            assertThat(assembler.accept(next(ONE, 1))).contains(zeros(ONE, HidCommand.PING, 117));
        }

        @Test
        void putsEverySplitMessageTogetherAgain() throws HidFault {
            Random random = new Random(3);
            for (int i = 0; i < 300; i++) {
                byte[] payload = new byte[random.nextInt(HidMessage.MAX_PAYLOAD + 1)];
                random.nextBytes(payload);
                HidMessage sent = new HidMessage(ONE, HidCommand.CBOR, Bytes.of(payload));
                Optional<HidMessage> received = Optional.empty();
                for (HidPacket packet : sent.split()) {
                    assertThat(received).isEmpty();
                    received = assembler.accept(packet);
                }
                assertThat(received).contains(sent);
            }
        }

        @Test
        void rejectsASkippedSequenceNumber() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 200));
            assertFault(next(ONE, 1), ONE, HidError.INVALID_SEQ);
            assertThat(assembler.underWay()).isFalse();
        }

        @Test
        void rejectsARepeatedSequenceNumber() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 200));
            assembler.accept(next(ONE, 0));
            assertFault(next(ONE, 0), ONE, HidError.INVALID_SEQ);
        }

        @Test
        void rejectsASecondMessageInTheMiddleOfTheFirst() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 200));
            assertFault(start(ONE, HidCommand.PING, 200), ONE, HidError.INVALID_SEQ);
            assertThat(assembler.accept(next(ONE, 0))).isEmpty();
        }

        @Test
        void ignoresAContinuationOnAnIdleChannel() throws HidFault {
            assertThat(assembler.accept(next(ONE, 0))).isEmpty();
            assertThat(assembler.underWay()).isFalse();
        }

        @Test
        void rejectsALengthThatNoMessageHas() {
            assertFault(start(ONE, HidCommand.PING, 7610), ONE, HidError.INVALID_LEN);
            assertThat(assembler.underWay()).isFalse();
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §11.2.5.1 Arbitration between channels")
    class Arbitration {
        @Test
        void answersBusyToAnotherChannelAndGoesOn() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 60));
            assertFault(start(TWO, HidCommand.PING, 1), TWO, HidError.CHANNEL_BUSY);
            assertThat(assembler.accept(next(TWO, 0))).isEmpty();
            assertThat(assembler.accept(next(ONE, 0))).contains(zeros(ONE, HidCommand.PING, 60));
        }

        @Test
        void answersBusyToInitOnTheBroadcastChannel() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 60));
            assertFault(start(HidPacket.BROADCAST, HidCommand.INIT, 8), HidPacket.BROADCAST, HidError.CHANNEL_BUSY);
        }
    }

    @Test
    @DisplayName("CTAP 2.1 §11.2.5.3 Transaction abort and re-synchronization")
    void abortsOnInitOnTheSameChannel() throws HidFault {
        assembler.accept(start(ONE, HidCommand.PING, 200));
        assertThat(assembler.accept(start(ONE, HidCommand.INIT, 8))).contains(zeros(ONE, HidCommand.INIT, 8));
        assertThat(assembler.accept(next(ONE, 0))).isEmpty();
    }

    @Nested
    @DisplayName("CTAP 2.1 §11.2.5.2 Transaction time-out")
    class TimeOut {
        @Test
        void reportsAPausedSenderOnce() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 60));
            clock.advance(HidAssembler.TRANSACTION_TIMEOUT);
            assertThat(assembler.expire()).map(HidFault::error).contains(HidError.MSG_TIMEOUT);
            assertThat(assembler.expire()).isEmpty();
            assertThat(assembler.accept(next(ONE, 0))).isEmpty();
        }

        @Test
        void waitsUntilTheLastMoment() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 60));
            clock.advance(HidAssembler.TRANSACTION_TIMEOUT.minusNanos(1));
            assertThat(assembler.accept(next(ONE, 0))).isPresent();
        }

        @Test
        void countsFromTheLastPacket() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 170));
            for (int sequence = 0; sequence < 2; sequence++) {
                clock.advance(Duration.ofMillis(400));
                Optional<HidMessage> message = assembler.accept(next(ONE, sequence));
                assertThat(message.isPresent()).isEqualTo(sequence == 1);
            }
        }

        @Test
        void answersALatePacketWithTheTimeOut() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 60));
            clock.advance(HidAssembler.TRANSACTION_TIMEOUT);
            assertFault(next(ONE, 0), ONE, HidError.MSG_TIMEOUT);
        }

        @Test
        void servesAnotherChannelAfterIt() throws HidFault {
            assembler.accept(start(ONE, HidCommand.PING, 60));
            clock.advance(HidAssembler.TRANSACTION_TIMEOUT);
            assertThat(assembler.accept(start(TWO, HidCommand.PING, 1))).isPresent();
        }
    }
}
