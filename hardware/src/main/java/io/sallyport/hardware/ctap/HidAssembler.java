// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from packets, one at a time (CTAP 2.1 §11.2.5). Each side of a connection has its own. Not
 * thread-safe.
 *
 * <p>A message that another channel begins meanwhile is refused as busy and does not disturb the one under way; {@link
 * HidCommand#INIT} on the same channel aborts it (§11.2.5.3).
 */
public final class HidAssembler {
    /** How long a sender may pause between two packets of a message. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofMillis(500);

    private final InstantSource clock;
    private @Nullable Partial partial;

    public HidAssembler(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes the next packet.
     *
     * @return the message that it completes; empty when more is to come, or when it is a stray that the protocol ignores
     */
    public Optional<HidMessage> accept(HidPacket packet) throws HidFault {
        Optional<HidFault> late = expire();
        if (packet instanceof HidPacket.Initialization first) {
            return begin(first);
        }
        if (late.isPresent() && late.get().channel() == packet.channel()) {
            throw late.get();
        }
        return proceed((HidPacket.Continuation) packet);
    }

    /** Gives up on a message whose sender has paused too long; the fault is for the sender, once. */
    public Optional<HidFault> expire() {
        Partial current = partial;
        if (current == null || clock.instant().isBefore(current.deadline)) {
            return Optional.empty();
        }
        partial = null;
        return Optional.of(new HidFault(current.first.channel(), HidError.MSG_TIMEOUT));
    }

    /** Whether a message has begun and not ended. */
    public boolean underWay() {
        return partial != null;
    }

    private Optional<HidMessage> begin(HidPacket.Initialization first) throws HidFault {
        Partial current = partial;
        boolean init = first.command() == HidCommand.INIT.code();
        if (current != null && current.first.channel() != first.channel()) {
            throw new HidFault(first.channel(), HidError.CHANNEL_BUSY);
        }
        partial = null;
        if (current != null && !init) {
            throw new HidFault(first.channel(), HidError.INVALID_SEQ);
        }
        if (first.length() > HidMessage.MAX_PAYLOAD) {
            throw new HidFault(first.channel(), HidError.INVALID_LEN);
        }
        return add(new Partial(first, deadline()), first.data());
    }

    private Optional<HidMessage> proceed(HidPacket.Continuation next) throws HidFault {
        Partial current = partial;
        if (current == null || current.first.channel() != next.channel()) {
            return Optional.empty();
        }
        if (next.sequence() != current.sequence) {
            partial = null;
            throw new HidFault(next.channel(), HidError.INVALID_SEQ);
        }
        current.sequence++;
        current.deadline = deadline();
        return add(current, next.data());
    }

    private Optional<HidMessage> add(Partial current, Bytes data) {
        current.payload.writeBytes(data.toArray());
        int length = current.first.length();
        if (current.payload.size() < length) {
            partial = current;
            return Optional.empty();
        }
        partial = null;
        Bytes payload = Bytes.of(Arrays.copyOf(current.payload.toByteArray(), length));
        return Optional.of(new HidMessage(current.first.channel(), current.first.command(), payload));
    }

    private Instant deadline() {
        return clock.instant().plus(TRANSACTION_TIMEOUT);
    }

    private static final class Partial {
        private final HidPacket.Initialization first;
        private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
        private Instant deadline;
        private int sequence;

        private Partial(HidPacket.Initialization first, Instant deadline) {
            this.first = first;
            this.deadline = deadline;
        }
    }
}
