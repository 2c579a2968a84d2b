// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM, on which a command that runs until it is told to stop lets requests under way finish and closes what it has
 * open: that is exit code 0, not the JVM's 143.
 */
final class Termination {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Returns when the process is told to stop.
     *
     * @param ready says that it runs; whoever hears it may stop it at once
     */
    void await(Runnable ready) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        ready.run();
        told.await();
    }

    /** Everything is closed. */
    void done() {
        stopped.countDown();
    }

    private void stop() {
        told.countDown();
        try {
            if (stopped.await(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
