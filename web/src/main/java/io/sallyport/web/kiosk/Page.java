// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.web.kiosk.Progress.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page that began an enrolment: what it is shown, what it hands in, and whether it is still there. Thread-safe. */
final class Page {
    /** Between two looks at what somebody does with her hands. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** A page asks several times a second; one that does not was closed. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Pause pause;
    private Progress progress = Progress.at(State.WAITING_FOR_KEY);
    private char @Nullable [] pin;
    private @Nullable String proof;
    private Instant heard;
    private volatile boolean cancelled;

    Page(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
        this.heard = clock.instant();
    }

    synchronized void show(Progress now) {
        if (!progress.isOver()) {
            progress = now;
        }
    }

    /** It asks. */
    synchronized Progress ask() {
        heard = clock.instant();
        return progress;
    }

    /** Whether it was wanted now. */
    synchronized boolean typed(char[] typed) {
        boolean wanted = progress.state() == State.PIN || progress.state() == State.NEW_PIN;
        if (wanted) {
            pin = typed;
        }
        return wanted;
    }

    /** Whether it was wanted now. */
    synchronized boolean prove(String id) {
        boolean wanted = progress.state() == State.REGISTERED;
        if (wanted) {
            proof = id;
        }
        return wanted;
    }

    /** What was typed last, once. */
    synchronized Optional<char[]> pin() {
        Optional<char[]> typed = Optional.ofNullable(pin);
        pin = null;
        return typed;
    }

    synchronized Optional<String> proof() {
        return Optional.ofNullable(proof);
    }

    private synchronized boolean isSilent() {
        return clock.instant().isAfter(heard.plus(SILENT));
    }

    void cancel() {
        cancelled = true;
        show(Progress.at(State.REFUSED, "this enrolment was ended"));
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Waits for something.
     *
     * @throws KioskRefusal if it takes too long, or nobody waits any more
     */
    <T> T until(Supplier<Optional<T>> happened) {
        Instant deadline = clock.instant().plus(LONGEST);
        while (true) {
            Optional<T> what = happened.get();
            if (cancelled) {
                throw new KioskRefusal("this enrolment was ended");
            }
            if (what.isPresent()) {
                return what.get();
            }
            if (isSilent() || clock.instant().isAfter(deadline)) {
                throw new KioskRefusal("that took too long: begin again");
            }
            try {
                pause.take(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KioskRefusal("the key reader is being stopped", e);
            }
        }
    }
}
