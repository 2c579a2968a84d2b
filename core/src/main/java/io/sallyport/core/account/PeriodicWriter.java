// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes again and again on a thread of its own, and once more when it is closed. Thread-safe. */
final class PeriodicWriter implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** @param interval from the end of one writing to the next */
    PeriodicWriter(String name, Duration interval, Runnable write) {
        this.thread = new Thread(() -> run(interval, write), name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run(Duration interval, Runnable write) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                write.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        write.run();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
