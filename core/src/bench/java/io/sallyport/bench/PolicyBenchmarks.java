// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import com.cedarpolicy.model.exception.CacheException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Objects;
import java.util.jar.Manifest;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Compares the answers, then measures, then says whether the goals are met; the exit code is 1 when one is not. */
final class PolicyBenchmarks {
    private static final double FASTER_THAN_CEDAR = 100;
    private static final double SLOWER_AT_MOST = 1.5;

    /** Cedar takes milliseconds for each of them. */
    private static final int EVERY_OF_1000 = 50;

    private final PrintStream out;
    private final Collection<RunResult> results;
    private boolean met = true;

    private PolicyBenchmarks(PrintStream out, Collection<RunResult> results) {
        this.out = out;
        this.results = results;
    }

    public static void main(String[] args) throws IOException, CacheException, RunnerException {
        PrintStream out = System.out;
        compare(out, 20, 1);
        compare(out, 200, 1);
        compare(out, 1000, EVERY_OF_1000);
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(PolicyBenchmark.class.getName())
                        .forks(2)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(2))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
        System.exit(new PolicyBenchmarks(out, results).report() ? 0 : 1);
    }

    private static void compare(PrintStream out, int size, int every) throws IOException, CacheException {
        Agreement agreement = Agreement.of(size, every);
        out.printf(
                "%,d policies: both engines agree on %,d requests (%,d allowed, %,d explicitly denied)%n",
                size, agreement.requests(), agreement.allowed(), agreement.explicitlyDenied());
    }

    private boolean report() throws IOException {
        out.printf(
                "%nDecisions a second, one thread, %,d distinct requests in turn, no cache of decisions%n"
                        + "cedar-java %s with a cached policy set; Java %s, %s, %s, %d processors%n%n",
                Question.COUNT,
                cedarVersion(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        out.println("policies       Sallyport                cedar-java               times   allocated");
        double at20 = row(20);
        row(200);
        double at1000 = row(1000);
        double slower = at20 / at1000;
        out.printf("%nat 1,000 policies %.2f times as slow as at 20%s%n", slower, verdict(slower <= SLOWER_AT_MOST));
        return met;
    }

    /** Prints a line of the table and returns Sallyport's decisions a second. */
    private double row(int policies) {
        RunResult ours = result("sallyport", policies);
        double score = ours.getPrimaryResult().getScore();
        String line = String.format("%,8d  %s", policies, perSecond(ours));
        if (Workload.ON_FILE.contains(policies)) {
            RunResult cedar = result("cedar", policies);
            double times = score / cedar.getPrimaryResult().getScore();
            line += String.format("  %s  %5.0f%s", perSecond(cedar), times, verdict(times >= FASTER_THAN_CEDAR));
        } else {
            line += " ".repeat(32);
        }
        Result<?> allocated = Objects.requireNonNull(
                (Result<?>) ours.getSecondaryResults().get("gc.alloc.rate.norm"), "the profiler's figure");
        out.printf("%s  %,.0f B%n", line, allocated.getScore());
        return score;
    }

    /** The build writes it into the jar's manifest. */
    private static String cedarVersion() throws IOException {
        try (InputStream manifest = PolicyBenchmarks.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            return new Manifest(manifest).getMainAttributes().getValue("Cedar-Java-Version");
        }
    }

    private RunResult result(String benchmark, int policies) {
        return results.stream()
                .filter(run -> run.getPrimaryResult().getLabel().equals(benchmark)
                        && run.getParams().getParam("policies").equals(String.valueOf(policies)))
                .findFirst()
                .orElseThrow();
    }

    private static String perSecond(RunResult run) {
        Result<?> score = run.getPrimaryResult();
        return String.format("%,11.0f ± %,9.0f", score.getScore(), score.getScoreError());
    }

    private String verdict(boolean good) {
        met &= good;
        return good ? " " : " MISSED";
    }
}
