// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.webauthn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures in rounds, so that a neighbour's noise meets all alike, and takes each one's quickest iteration, since noise
 * only slows. The exit code is 1 when a goal is missed.
 */
final class WebAuthnBenchmarks {
    private static final int ROUNDS = 3;
    private static final double OF_BARE_AT_LEAST = 0.6;
    private static final double TIMES_WEBAUTHN4J_AT_LEAST = 4;

    private final List<RunResult> runs;

    private WebAuthnBenchmarks(List<RunResult> runs) {
        this.runs = runs;
    }

    /** @param args a number of rounds, if not {@value #ROUNDS} */
    public static void main(String[] args) throws RunnerException {
        int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
        List<RunResult> runs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("round " + round + " of " + rounds);
            runs.addAll(round());
        }
        System.exit(new WebAuthnBenchmarks(runs).report() ? 0 : 1);
    }

    private static Collection<RunResult> round() throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(WebAuthnBenchmark.class.getName())
                        .forks(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(500))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    private boolean report() {
        double bare = score("bare");
        double ours = score("oursParsed");
        double oursJson = score("oursJson");
        double webAuthn4j = score("webAuthn4jJson");
        System.out.printf(
                "%nAssertions a second by P-256, one thread; Java %s, %s, %d processors%n%n",
                System.getProperty("java.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        System.out.printf("%-28s %12s %12s%n", "", "parsed", "from JSON");
        System.out.printf("%-28s %,12.0f%n", "the bare signature", bare);
        System.out.printf("%-28s %,12.0f %,12.0f%n", "Sallyport", ours, oursJson);
        System.out.printf("%-28s %,12.0f %,12.0f%n", "webauthn4j", score("webAuthn4jParsed"), webAuthn4j);
        System.out.printf(
                "%-28s %,12.0f %,12.0f%n", "java-webauthn-server", score("yubicoParsed"), score("yubicoJson"));
        System.out.printf("%nand with the provider that Sallyport has:%n");
        System.out.printf("%-41s %,12.0f%n", "webauthn4j", score("webAuthn4jJsonQuick"));
        System.out.printf("%-41s %,12.0f%n%n", "java-webauthn-server", score("yubicoJsonQuick"));
        boolean ofBare = goal("of the bare signature, parsed", ours / bare, OF_BARE_AT_LEAST);
        boolean times = goal("times webauthn4j with defaults, from JSON", oursJson / webAuthn4j, TIMES_WEBAUTHN4J_AT_LEAST);
        return ofBare && times;
    }

    private static boolean goal(String what, double ratio, double least) {
        boolean met = ratio >= least;
        System.out.printf("%.2f %s (goal: at least %.1f)%s%n", ratio, what, least, met ? "" : " MISSED");
        return met;
    }

    private double score(String benchmark) {
        return runs.stream()
                .filter(run -> run.getPrimaryResult().getLabel().equals(benchmark))
                .mapToDouble(run -> run.getPrimaryResult().getStatistics().getMax())
                .max()
                .orElseThrow();
    }
}
