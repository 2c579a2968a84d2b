// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.StoreLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes to SQLite. Requests that arrive while the disk is busy share the next transaction, each
 * within a savepoint of its own, so that one flush acknowledges many and none can spoil another.
 */
final class GroupCommitWriter implements AutoCloseable {
    private static final int MOST_PER_COMMIT = 256;

    private static final HotStatement<Void> SAVEPOINT = HotStatement.command("SAVEPOINT request");
    private static final HotStatement<Void> ROLLBACK_TO = HotStatement.command("ROLLBACK TO request");
    private static final HotStatement<Void> RELEASE = HotStatement.command("RELEASE request");

    /** Asks for nothing: wakes the thread to see that it is closed. */
    private final Request<?> wake = new Request<>(handle -> handle);

    private final BlockingQueue<Request<?>> waiting = new LinkedBlockingQueue<>();
    private final Handle handle;
    private final Thread thread;
    private final LongAdder commits = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private volatile boolean closed;

    GroupCommitWriter(Handle handle) {
        this.handle = handle;
        this.thread = new Thread(this::run, "sqlite-writer");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    <T> T write(Function<Handle, T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("work in a transaction may not open another");
        }
        Request<T> request = new Request<>(work);
        waiting.add(request);
        if (closed && waiting.remove(request)) {
            throw new IllegalStateException("the store is closed");
        }
        try {
            return request.answer.join().get();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                // The writer's stack says nothing of who asked.
                cause.addSuppressed(new Throwable("asked for here"));
                throw cause;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed;
        }
    }

    StoreLoad load() {
        return new StoreLoad(waiting.size(), commits.sum(), writes.sum());
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                Request<?> first = waiting.take();
                if (first != wake) {
                    commitTogether(first);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            // Whatever ended this thread, nobody is left waiting for it.
            closed = true;
            for (Request<?> left = waiting.poll(); left != null; left = waiting.poll()) {
                left.answer.completeExceptionally(new IllegalStateException("the store is closed"));
            }
            handle.close();
        }
    }

    private void commitTogether(Request<?> first) {
        List<Request<?>> batch = new ArrayList<>();
        try {
            handle.execute("BEGIN IMMEDIATE");
            for (Request<?> next = first; next != null; next = next(batch)) {
                batch.add(next);
                next.perform(handle);
            }
            handle.execute("COMMIT");
            commits.increment();
            writes.add(batch.size());
        } catch (RuntimeException | Error broken) {
            // Nothing of the batch is on disk, so nobody is told that it is.
            rollBack(broken);
            if (batch.isEmpty()) {
                batch.add(first);
            }
            batch.forEach(request -> request.answer.completeExceptionally(broken));
            return;
        }
        batch.forEach(Request::acknowledge);
    }

    private @Nullable Request<?> next(List<Request<?>> batch) {
        return batch.size() < MOST_PER_COMMIT ? waiting.poll() : null;
    }

    private void rollBack(Throwable broken) {
        try {
            handle.execute("ROLLBACK");
        } catch (RuntimeException | Error noTransaction) {
            // SQLite has rolled back by itself after some errors (full disk, I/O).
            broken.addSuppressed(noTransaction);
        }
    }

    @Override
    public void close() {
        closed = true;
        waiting.add(wake);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Request<T> {
        private final Function<Handle, T> work;
        private final CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
        private Runnable acknowledgement = () -> {};

        Request(Function<Handle, T> work) {
            this.work = work;
        }

        /** Throws only when the whole transaction is broken. */
        void perform(Handle handle) {
            SAVEPOINT.execute(handle);
            try {
                Outcome<T> outcome = Outcome.of(work, handle);
                acknowledgement = () -> answer.complete(outcome);
            } catch (RuntimeException | Error failed) {
                rollBackTo(failed, handle);
                acknowledgement = () -> answer.completeExceptionally(failed);
            }
            RELEASE.execute(handle);
        }

        private static void rollBackTo(Throwable failed, Handle handle) {
            try {
                ROLLBACK_TO.execute(handle);
            } catch (RuntimeException | Error broken) {
                broken.addSuppressed(failed);
                throw broken;
            }
        }

        void acknowledge() {
            acknowledgement.run();
        }
    }
}
