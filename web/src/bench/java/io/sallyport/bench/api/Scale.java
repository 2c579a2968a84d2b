// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Callers;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.policy.ManagedPolicies;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Whether it costs more in a large account. Cost is time of the processor, taken in turns in both accounts of one store, so
 * that whatever else the machine does meanwhile falls on both.
 */
final class Scale {
    private static final double DEARER_AT_MOST = 1.2;
    private static final int ROUNDS = 9;
    private static final int ROUNDS_TO_WARM_UP = 4;
    private static final int DECISIONS = 5_000;
    private static final int REQUESTS = 6_000;
    private static final int CLIENTS = 4;

    private final PrintStream out;

    Scale(PrintStream out) {
        this.out = out;
    }

    /** Takes the cost of one in an account, in microseconds of the processor. */
    private interface Cost {
        double in(Tenant tenant) throws IOException, InterruptedException;
    }

    /** May one of the staff read some user? Within a transaction, as a request asks it: caller looked up, policies applied. */
    boolean decisions(Accounts accounts, Tenant small, Tenant large) throws IOException, InterruptedException {
        Authorizer authorizer = new Authorizer(new ManagedPolicies(), Clock.systemUTC());
        RequestFacts facts = new RequestFacts("127.0.0.1", false, "bench", null, "us-east-1");
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        SplittableRandom random = new SplittableRandom(2);
        return compare("decision", small, large, tenant -> {
            long begin = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < DECISIONS; i++) {
                Tenant.Key key = any(tenant.staff(), random);
                String resource = arn(tenant.account(), any(tenant.users(), random));
                boolean allowed = accounts.read(
                        tenant.account(),
                        account -> authorizer
                                .decide(
                                        account,
                                        Callers.of(account, key.key()).orElseThrow(),
                                        "iam:GetUser",
                                        resource,
                                        facts)
                                .isAllowed());
                if (!allowed) {
                    throw new IllegalStateException("denied: " + resource);
                }
            }
            return (threads.getCurrentThreadCpuTime() - begin) / 1e3 / DECISIONS;
        });
    }

    /** GetUser over HTTP, of some user by one of the staff. */
    boolean getUser(ServerProcess server, Tenant small, Tenant large) throws IOException, InterruptedException {
        Load load = new Load(server);
        SplittableRandom random = new SplittableRandom(3);
        return compare("GetUser", small, large, tenant -> {
            List<List<Exchange>> byClient = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                List<Exchange> exchanges = new ArrayList<>();
                for (int i = 0; i < REQUESTS / CLIENTS; i++) {
                    String user = any(tenant.users(), random);
                    exchanges.add(new Exchange(
                            any(tenant.staff(), random)
                                    .signer(server.port())
                                    .request("GetUser", Map.of("UserName", user)),
                            List.of("<Arn>" + arn(tenant.account(), user) + "</Arn>"),
                            0));
                }
                byClient.add(exchanges);
            }
            return load.asFastAsItGoes(byClient).cpuMicros();
        });
    }

    private boolean compare(String what, Tenant small, Tenant large, Cost cost)
            throws IOException, InterruptedException {
        double[] inSmall = new double[ROUNDS];
        double[] inLarge = new double[ROUNDS];
        for (int round = -ROUNDS_TO_WARM_UP; round < ROUNDS; round++) {
            double one = cost.in(small);
            double other = cost.in(large);
            if (round >= 0) {
                inSmall[round] = one;
                inLarge[round] = other;
            }
        }
        double dearer = median(inLarge) / median(inSmall);
        boolean good = dearer <= DEARER_AT_MOST;
        out.printf(
                "%-10s %7.1f us in the small account, %7.1f us in the large one: %.2f times%s%n",
                what, median(inSmall), median(inLarge), dearer, good ? "" : " MISSED");
        return good;
    }

    private static String arn(AccountId account, String user) {
        return account.iam("user/" + user).toString();
    }

    private static <T> T any(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
