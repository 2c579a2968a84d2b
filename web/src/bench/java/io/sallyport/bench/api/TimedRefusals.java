// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import io.sallyport.core.account.Accounts;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Users with a fob each, whose codes change once a day; asks about them and about others who do not exist. */
final class TimedRefusals {
    static final int TRIALS = 2_000;
    static final double LEAST = 0.45;
    static final double MOST = 0.55;

    private static final int WARM_UP = 1_000;
    private static final int USERS = TRIALS + WARM_UP;
    private static final Duration DAY = Duration.ofDays(1);

    /** Of the three live codes the one that stays live whenever midnight is. */
    private static final long TOMORROW = Instant.now().getEpochSecond() / DAY.toSeconds() + 1;

    private final Tenant tenant;
    private final List<byte[]> seeds;

    private enum Kind {
        UNKNOWN,
        WRONG,
        USED
    }

    /** @param number of the user */
    private record Trial(Kind kind, int number) {}

    private TimedRefusals(Tenant tenant, List<byte[]> seeds) {
        this.tenant = tenant;
        this.seeds = seeds;
    }

    static TimedRefusals furnish(Accounts accounts) {
        Tenant tenant = new Seeder(accounts).account("444444444444", new Seeder.Size(USERS + 1, 1, 0));
        SecureRandom random = new SecureRandom();
        List<byte[]> seeds = new ArrayList<>();
        OtpParameters daily = new OtpParameters(OtpParameters.Algorithm.TOTP, OtpParameters.Hash.SHA1, 6, DAY);
        accounts.write(tenant.account(), account -> {
            seeds.clear();
            for (int i = 0; i < USERS; i++) {
                byte[] seed = new byte[20];
                random.nextBytes(seed);
                seeds.add(seed);
                CodeDevice fob = CodeDevice.newFob(new MfaSerial(serial(i)), daily, 0);
                UniqueId owner = account.users()
                        .require(new UserName(tenant.users().get(i + 1)))
                        .id();
                account.mfaDevices().add(fob, OtpSeed.of(seed));
                account.mfaDevices().assign(fob, owner, Instant.now());
                // As enabling it does.
                account.mfaDevices().wrongTries().lock(owner, Guessed.CODE);
                account.mfaDevices().wrongTries().lock(owner, Guessed.ANY_CODE);
            }
            return true;
        });
        return new TimedRefusals(tenant, seeds);
    }

    /** Whether no two kinds can be told apart. */
    boolean measure(String database, int port, PrintStream out) throws IOException {
        RequestSigner signer = tenant.admin().signer(port);
        boolean met = true;
        try (Connection connection = new Connection(port)) {
            // Every code is used up, and everything has been done often before it is measured.
            for (int i = 0; i < USERS; i++) {
                ask(connection, signer, new Trial(Kind.USED, i), true, true);
            }
            for (boolean named : new boolean[] {true, false}) {
                run(connection, signer, trials(TRIALS, USERS), named);
                Map<Kind, double[]> took = run(connection, signer, trials(0, TRIALS), named);
                met &= report(database + (named ? ", a device named" : ", any device of hers"), took, out);
            }
        }
        return met;
    }

    private static List<Trial> trials(int from, int to) {
        List<Trial> trials = new ArrayList<>();
        for (int i = from; i < to; i++) {
            for (Kind kind : Kind.values()) {
                trials.add(new Trial(kind, i));
            }
        }
        Collections.shuffle(trials, new Random(to));
        return trials;
    }

    private Map<Kind, double[]> run(Connection connection, RequestSigner signer, List<Trial> trials, boolean named)
            throws IOException {
        Map<Kind, List<Double>> took = new EnumMap<>(Kind.class);
        for (Trial trial : trials) {
            took.computeIfAbsent(trial.kind(), kind -> new ArrayList<>())
                    .add(ask(connection, signer, trial, named, false) / 1e6);
        }
        Map<Kind, double[]> sorted = new EnumMap<>(Kind.class);
        took.forEach((kind, all) -> sorted.put(
                kind, all.stream().mapToDouble(Double::doubleValue).sorted().toArray()));
        return sorted;
    }

    private long ask(Connection connection, RequestSigner signer, Trial trial, boolean named, boolean accepted)
            throws IOException {
        String right = code(seeds.get(trial.number()));
        String code = trial.kind() == Kind.WRONG ? (right.charAt(0) == '9' ? "0" : "9") + right.substring(1) : right;
        // As long as the others' names.
        String user = trial.kind() == Kind.UNKNOWN
                ? String.format(Locale.ROOT, "none-%05d", trial.number())
                : tenant.users().get(trial.number() + 1);
        byte[] request = signer.post(
                "/api/v1/users/" + user + "/codes/verify",
                named
                        ? "{\"serial\":\"" + serial(trial.number()) + "\",\"code\":\"" + code + "\"}"
                        : "{\"code\":\"" + code + "\"}");
        long began = System.nanoTime();
        String answer = connection.exchange(request);
        long took = System.nanoTime() - began;
        if (!answer.startsWith("HTTP/1.1 200 ")
                || !answer.contains("\"accepted\":" + accepted)
                || (!accepted && !answer.endsWith("{\"accepted\":false}"))) {
            throw new IllegalStateException(trial + " was answered: " + answer);
        }
        return took;
    }

    private static boolean report(String what, Map<Kind, double[]> took, PrintStream out) {
        out.println(what);
        took.forEach((kind, all) -> out.printf(
                "  %-8s median %.3f ms, 90 %% within %.3f ms%n",
                kind.name().toLowerCase(Locale.ROOT), all[all.length / 2], all[all.length * 9 / 10]));
        boolean met = true;
        for (Kind one : Kind.values()) {
            for (Kind other : Kind.values()) {
                if (one.compareTo(other) < 0) {
                    double auc = auc(took.getOrDefault(one, new double[0]), took.getOrDefault(other, new double[0]));
                    boolean within = auc >= LEAST && auc <= MOST;
                    met &= within;
                    out.printf(
                            "  AUC %s, %s: %.3f%s%n",
                            one.name().toLowerCase(Locale.ROOT),
                            other.name().toLowerCase(Locale.ROOT),
                            auc,
                            within ? "" : "  MISSED");
                }
            }
        }
        out.println();
        return met;
    }

    /** Mann and Whitney's U over its greatest value, of sorted samples; equal ones count half. */
    private static double auc(double[] one, double[] other) {
        double above = 0;
        int below = 0;
        int upTo = 0;
        for (double value : one) {
            while (below < other.length && other[below] < value) {
                below++;
            }
            while (upTo < other.length && other[upTo] <= value) {
                upTo++;
            }
            above += below + (upTo - below) / 2.0;
        }
        return above / ((double) one.length * other.length);
    }

    private static String serial(int number) {
        return String.format(Locale.ROOT, "GAHT%08d", number);
    }

    private static String code(byte[] seed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(seed, "HmacSHA1"));
            ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(
                    ByteBuffer.allocate(Long.BYTES).putLong(TOMORROW).array()));
            int truncated = hash.getInt(hash.get(19) & 0xf) & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", truncated % 1_000_000);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has HMAC-SHA-1", impossible);
        }
    }
}
