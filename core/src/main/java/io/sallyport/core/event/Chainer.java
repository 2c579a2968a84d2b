// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log's chains up to date, about a second behind what is committed, and its size within what is to be kept.
 * What a crash leaves without a place gets one after the next start.
 */
public final class Chainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chainer.class);
    private static final Duration SWEEP = Duration.ofHours(1);

    private final EventLog log;
    private final @Nullable CheckpointFile elsewhere;
    private final Duration retention;
    private final InstantSource clock;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** Signed and stored, but not yet elsewhere: the file's disk may have been full. */
    private final List<Checkpoint> unwritten = new ArrayList<>();

    private @Nullable Instant swept;

    /**
     * Begins.
     *
     * @param elsewhere null to keep checkpoints in the store only; closed with this
     * @param retention how long events are kept; zero for ever
     */
    public Chainer(
            EventLog log,
            @Nullable CheckpointFile elsewhere,
            Duration retention,
            InstantSource clock,
            Duration interval) {
        this.log = log;
        this.elsewhere = elsewhere;
        this.retention = retention;
        this.clock = clock;
        if (elsewhere != null) {
            // Those that a crash kept from the file, or all when it is a new one.
            unwritten.addAll(log.heads());
        }
        this.interval = interval;
        this.thread = new Thread(this::run, "event-chainer");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private void run() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                tick();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            Instant now = clock.instant();
            unwritten.addAll(log.chain(now));
            writeElsewhere();
            if (!retention.isZero() && (swept == null || now.minus(SWEEP).isAfter(swept))) {
                swept = now;
                log.removeBefore(now.minus(retention), now);
            }
        } catch (RuntimeException | IOException failed) {
            LOG.error("the event log was not chained; it is tried again", failed);
        }
    }

    private void writeElsewhere() throws IOException {
        if (elsewhere != null && !unwritten.isEmpty()) {
            elsewhere.write(unwritten);
        }
        unwritten.clear();
    }

    /** Chains what is there to chain. Call it when no request comes any more and the store is still open. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        tick();
        if (elsewhere != null) {
            try {
                elsewhere.close();
            } catch (IOException failed) {
                LOG.error("the file of checkpoints was not closed", failed);
            }
        }
    }
}
