// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

import io.sallyport.core.mfa.LiveCodes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/** Prints the table, draws the picture; the exit code is 1 when the goal is missed. */
final class FleetBenchmark {
    private static final int FOBS = 1_000;
    private static final int DIGITS = 6;
    private static final double DRIFT_PPM = 4;
    private static final double WORST_PPM = 12;

    private FleetBenchmark() {}

    /** @param args where the picture goes, and the seed */
    public static void main(String[] args) throws IOException {
        Path picture = Path.of(args[0]);
        long seed = Long.parseLong(args[1]);
        PrintStream out = System.out;
        out.printf(
                "%,d fobs, drift N(0, %.0f ppm), one in a hundred at ±%.0f ppm, five years, used every 1 to 180 days; seed %d%n",
                FOBS, DRIFT_PPM, WORST_PPM, seed);
        List<Outcome> outcomes = new ArrayList<>();
        for (Setting setting : settings()) {
            Outcome outcome = run(setting, seed);
            outcomes.add(outcome);
            print(out, outcome);
        }
        Outcome stated = outcomes.get(0);
        Files.writeString(picture, new Picture(stated, seed).svg());
        out.printf("%nThe picture is %s%n", picture.toAbsolutePath().normalize());
        boolean met = stated.met();
        out.printf(
                "%nGoal, as stated: %.0f %% from the fourth use on with three live codes, all others recovered, no replay: %s%n",
                100 * Outcome.GOAL, met ? "met" : "MISSED");
        System.exit(met ? 0 : 1);
    }

    private static List<Setting> settings() {
        List<Setting> all = new ArrayList<>(List.of(Setting.STATED));
        all.addAll(List.of(Setting.OTHERS));
        return all;
    }

    private static Outcome run(Setting setting, long seed) {
        Outcome outcome = new Outcome(setting);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int number = 0; number < FOBS; number++) {
            // Each fob's own, so that they are the same fobs in every setting.
            Random random = new Random(seeds.nextLong());
            double drift = random.nextGaussian() * DRIFT_PPM;
            if (number % 100 == 0) {
                drift = random.nextBoolean() ? WORST_PPM : -WORST_PPM;
            }
            new Career(outcome, number, drift, random).run();
        }
        return outcome;
    }

    private static void print(PrintStream out, Outcome outcome) {
        out.printf("%n%s: %s%n", outcome.setting.name(), outcome.setting.assumptions());
        out.printf(
                "  %-38s %8s %8s %8s %8s   %s%n",
                "accepted at the first try, in %",
                "1st use",
                "2nd",
                "3rd",
                "4th on",
                "live codes, guessed before lock-out");
        row(out, "learnt, window as it is", outcome.ours, liveOf(outcome.ours));
        row(out, "learnt, three live codes only", outcome.withThree, guess(3));
        for (Map.Entry<FixedWindow, Score> fixed : outcome.fixed.entrySet()) {
            row(
                    out,
                    fixed.getKey().name(),
                    fixed.getValue(),
                    guess(fixed.getKey().liveCodes()));
        }
        Score ours = outcome.ours;
        out.printf(
                "  live codes of the learnt window, mean (most): %.1f (%d), %.1f (%d), %.1f (%d), %.2f (%d)%n",
                ours.meanLive(1),
                ours.mostLive(1),
                ours.meanLive(2),
                ours.mostLive(2),
                ours.meanLive(3),
                ours.mostLive(3),
                ours.meanLive(4),
                ours.mostLive(4));
        out.printf(
                "  of %,d codes from the fourth use on %,d met a wider window, after long idle times%n",
                ours.tried(4), outcome.wideSettled);
        out.printf(
                "  %,d refused, %,d of them recovered by two codes; %,d codes shown again: %,d accepted, %,d hits of chance%n",
                outcome.refused, outcome.resynchronised, outcome.replays, outcome.replaysAccepted, outcome.chanceHits);
    }

    private static void row(PrintStream out, String name, Score score, String live) {
        out.printf(
                "  %-38s %8.2f %8.2f %8.2f %8.2f   %s%n",
                name, 100 * score.share(1), 100 * score.share(2), 100 * score.share(3), 100 * score.share(4), live);
    }

    private static String liveOf(Score score) {
        return guess(score.mostLive(1)) + " at most; from the fourth use on " + guess(3);
    }

    private static String guess(int liveCodes) {
        return String.format("%d: %.1e", liveCodes, LiveCodes.guessProbability(liveCodes, DIGITS));
    }
}
