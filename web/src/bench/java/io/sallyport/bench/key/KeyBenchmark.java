// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.key;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Registers and signs in with a simulated key that is touched at once, through packets of CTAPHID and our host's side of
 * them; what the relying party does before and after is done and checked each time, and not measured. The exit code is 1
 * when one registration and one assertion together take too long.
 */
final class KeyBenchmark {
    private static final int WARM_UP = 500;
    private static final int MEASURED = 2_000;
    private static final double GOAL_MILLIS = 50;
    private static final String ORIGIN = "http://localhost:8080";
    private static final Owner OWNER = new Owner(Bytes.ofHex("01020304"), "tyler");

    private final SecurityKeys relyingParty;
    private final SecurityKey key;

    private KeyBenchmark() {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        Environment environment = new Environment(clock, random, Presence.eager(), Storage.inMemory());
        this.relyingParty = new WebAuthnSecurityKeys("localhost", "Sallyport", Set.of(ORIGIN), random);
        this.key = SecurityKey.open(new SimulatedSecurityKey(environment).plugIn(), clock);
    }

    public static void main(String[] args) {
        System.exit(new KeyBenchmark().run(System.out) ? 0 : 1);
    }

    /** Nanoseconds. */
    private record Times(long registration, long assertion) {
        long both() {
            return registration + assertion;
        }
    }

    private boolean run(PrintStream out) {
        times(WARM_UP);
        Times[] times = times(MEASURED);
        out.printf(
                "%,d registrations and assertions after %,d to warm up; Java %s, %d processors%n%n",
                MEASURED,
                WARM_UP,
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        out.println("                 median       p99   longest   in ms");
        row(out, "registration", sorted(times, Kind.REGISTRATION));
        row(out, "assertion", sorted(times, Kind.ASSERTION));
        double[] both = sorted(times, Kind.BOTH);
        row(out, "both", both);
        boolean met = percentile(both, 0.99) < GOAL_MILLIS;
        out.printf("%n99 in 100 take less than %.0f ms: %s%n", GOAL_MILLIS, met ? "yes" : "MISSED");
        return met;
    }

    private enum Kind {
        REGISTRATION,
        ASSERTION,
        BOTH
    }

    private Times[] times(int ceremonies) {
        Times[] times = new Times[ceremonies];
        for (int i = 0; i < ceremonies; i++) {
            times[i] = once();
        }
        return times;
    }

    private Times once() {
        Ceremony registration = relyingParty.startRegistration(OWNER, List.of());
        long start = System.nanoTime();
        String made = key.register(registration.publicKey(), ORIGIN);
        long registered = System.nanoTime() - start;
        List<KeyCredential> credential = List.of(relyingParty.finishRegistration(registration.request(), made));

        Ceremony assertion = relyingParty.startAssertion(OWNER, credential);
        start = System.nanoTime();
        String signed = key.authenticate(assertion.publicKey(), ORIGIN);
        long asserted = System.nanoTime() - start;
        relyingParty.finishAssertion(assertion.request(), signed, OWNER, credential);
        return new Times(registered, asserted);
    }

    private static double[] sorted(Times[] times, Kind kind) {
        return Arrays.stream(times)
                .mapToLong(t -> switch (kind) {
                    case REGISTRATION -> t.registration();
                    case ASSERTION -> t.assertion();
                    case BOTH -> t.both();
                })
                .mapToDouble(nanos -> (double) nanos / TimeUnit.MILLISECONDS.toNanos(1))
                .sorted()
                .toArray();
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static void row(PrintStream out, String what, double[] sorted) {
        out.printf(
                "%-13s %9.2f %9.2f %9.2f%n",
                what, percentile(sorted, 0.5), percentile(sorted, 0.99), sorted[sorted.length - 1]);
    }
}
