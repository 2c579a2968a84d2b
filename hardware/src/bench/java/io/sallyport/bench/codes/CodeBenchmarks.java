// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.codes;

import io.sallyport.core.mfa.OtpParameters.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.jar.Manifest;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures in rounds, so that a neighbour's noise meets all three alike, and takes the median of the quickest round, since
 * noise only slows; says whether the goals are met, and the exit code is 1 when one is not.
 */
final class CodeBenchmarks {
    private static final double OF_BARE_AT_LEAST = 0.7;
    private static final int ROUNDS = 3;

    private final PrintStream out;
    private final List<Collection<RunResult>> rounds = new ArrayList<>();
    private boolean met = true;

    private CodeBenchmarks(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException, RunnerException {
        CodeBenchmarks benchmarks = new CodeBenchmarks(System.out);
        benchmarks.measure();
        System.exit(benchmarks.report() ? 0 : 1);
    }

    private void measure() throws RunnerException {
        for (int round = 1; round <= ROUNDS; round++) {
            out.println("round " + round + " of " + ROUNDS);
            rounds.add(new Runner(new OptionsBuilder()
                            .include(CodeBenchmark.class.getName())
                            .forks(1)
                            .warmupIterations(3)
                            .warmupTime(TimeValue.milliseconds(700))
                            .measurementIterations(3)
                            .measurementTime(TimeValue.milliseconds(250))
                            .verbosity(VerboseMode.SILENT)
                            .shouldFailOnError(true)
                            .build())
                    .run());
        }
    }

    private boolean report() throws IOException {
        out.printf(
                "%nVerifications a second, one thread, the median of the quickest of %d rounds: every step of the window computed%n"
                        + "THREE: a code in three steps; WIDE: a code in 41; PAIR: two consecutive codes in 41%n"
                        + "java-otp %s; Java %s, %s, %s, %d processors%n%n",
                ROUNDS,
                javaOtpVersion(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        out.println("hash   search    Sallyport   bare HMACs    java-otp   of bare   times java-otp");
        for (Hash hash : Hash.values()) {
            for (Search search : Search.values()) {
                row(hash, search);
            }
        }
        return met;
    }

    private void row(Hash hash, Search search) {
        double ours = score("sallyport", hash, search);
        double bare = score("bare", hash, search);
        double javaOtp = score("javaOtp", hash, search);
        out.printf(
                "%-6s %-6s %,11.0f  %,11.0f %,11.0f  %8.2f%s  %7.2f%s%n",
                hash,
                search,
                ours,
                bare,
                javaOtp,
                ours / bare,
                verdict(ours / bare >= OF_BARE_AT_LEAST),
                ours / javaOtp,
                verdict(ours > javaOtp));
    }

    private double score(String benchmark, Hash hash, Search search) {
        return rounds.stream()
                .flatMap(Collection::stream)
                .filter(run -> run.getPrimaryResult().getLabel().equals(benchmark)
                        && run.getParams().getParam("hash").equals(hash.name())
                        && run.getParams().getParam("search").equals(search.name()))
                .mapToDouble(run -> CodeBenchmark.BATCH
                        * 1e9
                        / run.getPrimaryResult().getStatistics().getPercentile(50))
                .max()
                .orElseThrow();
    }

    /** The build writes it into the jar's manifest. */
    private static String javaOtpVersion() throws IOException {
        try (InputStream manifest = CodeBenchmarks.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            return new Manifest(manifest).getMainAttributes().getValue("Java-Otp-Version");
        }
    }

    private String verdict(boolean good) {
        met &= good;
        return good ? " " : " MISSED";
    }
}
