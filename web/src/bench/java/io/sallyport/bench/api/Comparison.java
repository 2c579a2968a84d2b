// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/** The same requests to Sallyport and to moto's server, one after the other. */
final class Comparison {
    private static final int CLIENTS = 8;
    private static final double SECONDS = 6;
    private static final double SECONDS_TO_WARM_UP = 6;

    private final PrintStream out;
    private final Optional<String> python;

    Comparison(PrintStream out, Optional<String> python) {
        this.out = out;
        this.python = python;
    }

    /** Throughput, and latencies at half of it. */
    private record Result(Load.Measured full, Load.Measured half) {}

    boolean run(ServerProcess server, Tenant tenant) throws IOException, InterruptedException {
        Map<Mix, Result> ours = measure(new Subject(
                "Sallyport",
                server,
                tenant.admin().signer(server.port()),
                tenant.account().value(),
                tenant.users()));
        Map<Mix, Result> motos = python.isPresent() ? moto(python.get(), tenant.users()) : new EnumMap<>(Mix.class);
        return report(ours, motos);
    }

    private static Map<Mix, Result> moto(String python, List<String> users) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.moto(python)) {
            // moto checks no signatures and takes any key to be of this account.
            RequestSigner signer = new RequestSigner(server.port(), "AKIAIOSFODNN7EXAMPLE", "any");
            try (Connection connection = new Connection(server.port())) {
                for (String user : users) {
                    connection.exchange(signer.request("CreateUser", Map.of("UserName", user)));
                }
            }
            return measure(new Subject("moto", server, signer, "123456789012", users));
        }
    }

    private static Map<Mix, Result> measure(Subject subject) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(1);
        Load load = new Load(subject.server());
        Map<Mix, Result> results = new EnumMap<>(Mix.class);
        for (Mix mix : Mix.values()) {
            double rate = warmedUp(mix, subject, load, random);
            Load.Measured full = load.asFastAsItGoes(mix.sign(subject, CLIENTS, each(rate * SECONDS), random));
            double half = full.perSecond() / 2;
            Load.Measured atHalf = load.atRate(mix.sign(subject, CLIENTS, each(half * SECONDS), random), half);
            results.put(mix, new Result(full, atHalf));
        }
        return results;
    }

    /** Requests until it has run long enough; how many it answered a second at last. */
    private static double warmedUp(Mix mix, Subject subject, Load load, SplittableRandom random)
            throws IOException, InterruptedException {
        int each = 20;
        double seconds = 0;
        Load.Measured last;
        do {
            last = load.asFastAsItGoes(mix.sign(subject, CLIENTS, each, random));
            seconds += last.nanos() / 1e9;
            each = each(last.perSecond());
        } while (seconds < SECONDS_TO_WARM_UP);
        return last.perSecond();
    }

    private static int each(double requests) {
        return Math.max(1, (int) (requests / CLIENTS));
    }

    private boolean report(Map<Mix, Result> ours, Map<Mix, Result> motos) {
        out.printf(
                "%nSigned requests a second over HTTP: %d users, %d connections; Java %s, %s, %s, %d processors%n%n",
                ApiBenchmarks.COMPARED.users(),
                CLIENTS,
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        out.println(
                "                        Sallyport  p50, ms*  p99, ms*   CPU, us      moto  p50, ms*  p99, ms*     times");
        boolean met = true;
        for (Mix mix : Mix.values()) {
            Result own = Objects.requireNonNull(ours.get(mix));
            Result other = motos.get(mix);
            String line = String.format(
                    "%-23s%s  %8.0f", mix.title(), columns(own), own.full().cpuMicros());
            if (other != null) {
                double times = own.full().perSecond() / other.full().perSecond();
                line += String.format("%s  %8.1f%s", columns(other), times, verdict(times >= mix.timesMoto()));
                met &= times >= mix.timesMoto();
            }
            out.println(line);
        }
        out.println(
                "* at half of that rate, requests due at even times; CPU: what the server takes of the processors for one");
        if (motos.isEmpty()) {
            out.println("There is no moto to compare with: whether the goals beside it are met is not known.");
        }
        return met;
    }

    private static String verdict(boolean good) {
        return good ? "" : " MISSED";
    }

    private static String columns(Result result) {
        return String.format(
                "%,10.0f  %8.2f  %8.2f",
                result.full().perSecond(),
                result.half().latencies().percentile(50),
                result.half().latencies().percentile(99));
    }
}
