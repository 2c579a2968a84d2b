// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Sends what was prepared, one list on each connection, and measures. */
final class Load {
    private final ServerProcess server;

    Load(ServerProcess server) {
        this.server = server;
    }

    /**
     * What was measured.
     *
     * @param cpuNanos what the server took of the processors
     * @param latencies in nanoseconds
     */
    record Measured(int requests, long nanos, long cpuNanos, Latencies latencies) {
        double perSecond() {
            return requests * 1e9 / nanos;
        }

        double cpuMicros() {
            return cpuNanos / 1e3 / requests;
        }
    }

    /** Closed loop: each client sends the next request when it has the answer to the last. */
    Measured asFastAsItGoes(List<List<Exchange>> byClient) throws IOException, InterruptedException {
        return run(byClient, 0);
    }

    /**
     * Open loop: requests are due at even times, whether or not the server keeps up, and their latency counts from then.
     *
     * @param perSecond of all clients together
     */
    Measured atRate(List<List<Exchange>> byClient, double perSecond) throws IOException, InterruptedException {
        return run(byClient, (long) (1e9 / perSecond));
    }

    private Measured run(List<List<Exchange>> byClient, long interval) throws IOException, InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(byClient.size());
        try {
            List<Future<long[]>> running = new ArrayList<>();
            long cpu = server.cpuNanos();
            long begin = System.nanoTime();
            for (int i = 0; i < byClient.size(); i++) {
                List<Exchange> exchanges = byClient.get(i);
                long first = begin + i * interval;
                running.add(clients.submit(() -> client(exchanges, first, interval * byClient.size())));
            }
            Latencies latencies = new Latencies();
            for (Future<long[]> client : running) {
                latencies.add(client.get());
            }
            long nanos = System.nanoTime() - begin;
            return new Measured(latencies.count(), nanos, server.cpuNanos() - cpu, latencies);
        } catch (ExecutionException failed) {
            throw new IOException("a client failed: " + failed.getCause(), failed);
        } finally {
            clients.shutdownNow();
        }
    }

    /** @param interval between two of this client's requests, 0 for no pause */
    private long[] client(List<Exchange> exchanges, long first, long interval) throws IOException {
        long[] latencies = new long[exchanges.size()];
        try (Connection connection = new Connection(server.port())) {
            for (int i = 0; i < latencies.length; i++) {
                long due = interval == 0 ? System.nanoTime() : await(first + i * interval);
                Exchange exchange = exchanges.get(i);
                String answer = connection.exchange(exchange.request());
                latencies[i] = System.nanoTime() - due;
                exchange.check(answer);
            }
        }
        return latencies;
    }

    private static long await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return due;
    }
}
