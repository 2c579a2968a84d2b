// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.web.kiosk.Progress.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The page that began an enrolment: what it is shown, what it hands in, and whether it is still there. Thread-safe. */
final class Page {
    /** Between two looks at what somebody does with her hands. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** A page asks several times a second; one that does not was closed. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Pause pause;
    private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.at(State.WAITING_FOR_KEY));
    private final AtomicReference<Optional<char[]>> pin = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<String>> proof = new AtomicReference<>(Optional.empty());
    private volatile Instant heard;
    private volatile boolean cancelled;

    Page(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
        this.heard = clock.instant();
    }

    void show(Progress now) {
        progress.updateAndGet(before -> before.isOver() ? before : now);
    }

    /** It asks. */
    Progress ask() {
        heard = clock.instant();
        return progress.get();
    }

    /** Whether it was wanted now. */
    boolean typed(char[] typed) {
        State state = progress.get().state();
        boolean wanted = state == State.PIN || state == State.NEW_PIN;
        if (wanted) {
            pin.set(Optional.of(typed));
        }
        return wanted;
    }

    /** Whether it was wanted now. */
    boolean prove(String id) {
        boolean wanted = progress.get().state() == State.REGISTERED;
        if (wanted) {
            proof.set(Optional.of(id));
        }
        return wanted;
    }

    /** What was typed last, once. */
    Optional<char[]> pin() {
        return pin.getAndSet(Optional.empty());
    }

    Optional<String> proof() {
        return proof.get();
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
            Instant now = clock.instant();
            if (now.isAfter(deadline) || now.isAfter(heard.plus(SILENT))) {
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
