// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Threads that begin at the same moment. */
final class Together {
    private Together() {}

    /** What each of the threads came to: its value, or what it threw. */
    static List<Object> run(int threads, IntFunction<?> work) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    start.await();
                    return work.apply(number);
                }));
            }
            List<Object> results = new ArrayList<>();
            for (Future<?> one : running) {
                results.add(result(one));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Object result(Future<?> one) throws InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }
}
