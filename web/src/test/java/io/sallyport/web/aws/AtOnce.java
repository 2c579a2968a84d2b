// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Requests that are sent at the same moment. */
final class AtOnce {
    private AtOnce() {}

    /** What was thrown. */
    static List<Throwable> run(int threads, IntConsumer request) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    start.await();
                    request.accept(number);
                    return true;
                }));
            }
            List<Throwable> thrown = new ArrayList<>();
            for (Future<Boolean> one : running) {
                try {
                    one.get();
                } catch (ExecutionException failed) {
                    thrown.add(Objects.requireNonNull(failed.getCause()));
                }
            }
            return thrown;
        } finally {
            pool.shutdownNow();
        }
    }
}
