// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One request from its arrival to its answer, with what the host hears meanwhile (CTAP 2.1 §11.2.9.1.7). What is asked
 * for is done on an executor, so that the device hears and speaks while a key pair is being made.
 */
final class Transaction {
    private static final byte PROCESSING = 1;
    private static final byte UP_NEEDED = 2;
    /** Work that takes no longer is not worth a word. */
    private static final Duration BRIEF = Duration.ofMillis(20);

    private final HidMessage request;
    private final Authenticator authenticator;
    private final InstantSource clock;
    private final Executor worker;
    private CompletableFuture<Optional<Bytes>> work;
    private Instant workBegan;
    private Instant keepAliveDue;
    private boolean cancelled;
    private boolean over;

    /** @param first answers the request, or leaves the authenticator waiting for a touch */
    Transaction(
            HidMessage request,
            Supplier<Optional<Bytes>> first,
            Authenticator authenticator,
            InstantSource clock,
            Executor worker) {
        this.request = request;
        this.authenticator = authenticator;
        this.clock = clock;
        this.worker = worker;
        this.workBegan = clock.instant();
        this.keepAliveDue = workBegan.plus(CtapHidDevice.KEEPALIVE_INTERVAL);
        this.work = begin(first);
    }

    int channel() {
        return request.channel();
    }

    /** The touch is not waited for any longer; what is done already is answered all the same. */
    void cancel() {
        cancelled = true;
    }

    /** Ends it without an answer to anybody. */
    void abandon() {
        work = work.thenApplyAsync(nothing -> Optional.of(authenticator.cancel()), worker);
        work.join();
    }

    /** Whether it has been answered. */
    boolean isOver() {
        return over;
    }

    boolean awaitsTouch() {
        return work.isDone() && work.join().isEmpty();
    }

    /** What the host is told by now: the response, or every 100 milliseconds what it has to wait for. */
    Optional<HidMessage> next() {
        boolean waiting = awaitsTouch();
        if (waiting) {
            work = begin(cancelled ? () -> Optional.of(authenticator.cancel()) : authenticator::poll);
        }
        Optional<Bytes> response = work.isDone() ? work.join() : Optional.empty();
        if (response.isPresent()) {
            over = true;
            return response.map(bytes -> new HidMessage(channel(), request.command(), bytes));
        }
        if (waiting || work.isDone()) {
            return keepAlive(UP_NEEDED);
        }
        boolean brief = clock.instant().isBefore(workBegan.plus(BRIEF));
        return brief ? Optional.empty() : keepAlive(PROCESSING);
    }

    private Optional<HidMessage> keepAlive(byte status) {
        Instant now = clock.instant();
        if (now.isBefore(keepAliveDue)) {
            return Optional.empty();
        }
        keepAliveDue = now.plus(CtapHidDevice.KEEPALIVE_INTERVAL);
        return Optional.of(new HidMessage(channel(), HidCommand.KEEPALIVE, Bytes.of(status)));
    }

    private CompletableFuture<Optional<Bytes>> begin(Supplier<Optional<Bytes>> step) {
        workBegan = clock.instant();
        return CompletableFuture.supplyAsync(step, worker);
    }
}
