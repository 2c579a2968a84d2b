// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one operation at a time: how long it may take, whether somebody wants it to end, and what the caller hears
 * of it. {@link #cancel} may come from any thread.
 */
final class Watch {
    /** CTAP 2.1 §11.2.9.1.7. */
    private static final int PROCESSING = 1;

    private static final int UP_NEEDED = 2;

    private final InstantSource clock;
    private final Interaction interaction;
    private @Nullable Instant deadline;
    private volatile boolean cancelled;
    private volatile CommandState state = new CommandState();
    private boolean ended;
    private boolean processing;
    private int last;

    Watch(InstantSource clock, Interaction interaction) {
        this.clock = clock;
        this.interaction = interaction;
    }

    void begin(Duration limit) {
        deadline = clock.instant().plus(limit);
        cancelled = false;
        state = new CommandState();
        ended = false;
        processing = false;
        last = 0;
    }

    void cancel() {
        cancelled = true;
        state.cancel();
    }

    /**
     * Yubikit's own way to end and to tell, which it needs for CTAP1 alone: such a key does not wait by itself, but is
     * asked four times a second whether it was touched.
     */
    CommandState ctap1() {
        CommandState current = new CommandState() {
            @Override
            public void onKeepAliveStatus(byte status) {
                keepAlive(Byte.toUnsignedInt(status));
            }
        };
        state = current;
        if (cancelled) {
            current.cancel();
        }
        return current;
    }

    /** Whether it is to end: somebody said so, or the time is up. */
    boolean isOver() {
        Instant end = deadline;
        boolean late = end != null && !clock.instant().isBefore(end);
        if (!cancelled && !late) {
            return false;
        }
        if (!ended) {
            ended = true;
            state.cancel();
            interaction.on(cancelled ? KeyEvent.CANCELLED : KeyEvent.TIMED_OUT);
        }
        return true;
    }

    boolean wasCancelled() {
        return cancelled;
    }

    /** The next message may make the key blink anew. */
    void nextMessage() {
        last = 0;
    }

    void keepAlive(int status) {
        if (status == UP_NEEDED && last != UP_NEEDED) {
            interaction.on(KeyEvent.TOUCH);
        } else if (status == PROCESSING && !processing) {
            processing = true;
            interaction.on(KeyEvent.PROCESSING);
        }
        last = status;
    }
}
