// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Ten thousand devices, one code each, each code three times at once: ten thousand acceptances. */
@Tag("slow")
class TenThousandCodesTest {
    private static final int DEVICES = 10_000;
    private static final int TIMES = 3;
    private static final int THREADS = 64;

    @TempDir
    private Path directory;

    private final DailyFobs fobs = new DailyFobs(DEVICES);

    /** The three of one code are next to each other, so that they are under way together, on different servers. */
    private static AtomicIntegerArray acceptances(List<URI> servers, AwsCredentials who) throws Exception {
        AtomicIntegerArray accepted = new AtomicIntegerArray(DEVICES);
        AtomicInteger next = new AtomicInteger();
        List<JsonApi> apis =
                servers.stream().map(uri -> new JsonApi(uri, Clock.systemUTC())).toList();
        Instant day = Instant.now();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                running.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < DEVICES * TIMES; i = next.getAndIncrement()) {
                        int fob = i / TIMES;
                        JsonNode answer = apis.get(i % apis.size())
                                .post(who, DailyFobs.path(fob), DailyFobs.request(fob, day))
                                .expect(200);
                        if (answer.path("accepted").asBoolean()) {
                            accepted.incrementAndGet(fob);
                        }
                    }
                    return true;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return accepted;
    }

    private void assertEachOnce(Packaged product, Opening opening, int servers, TestReporter reporter)
            throws Exception {
        JsonNode shown = product.init();
        AccountId account = new AccountId(shown.get("AccountId").asText());
        fobs.importInto(product, directory);
        try (Accounts accounts = opening.open(keys(product))) {
            fobs.assign(accounts, account);
        }
        List<Packaged.Served> served = new ArrayList<>();
        AtomicIntegerArray accepted;
        Instant began;
        Duration took;
        try {
            for (int i = 0; i < servers; i++) {
                served.add(product.serve());
            }
            began = Instant.now();
            accepted = acceptances(served.stream().map(Packaged.Served::uri).toList(), Packaged.administrator(shown));
            took = Duration.between(began, Instant.now());
        } finally {
            served.forEach(Packaged.Served::close);
        }
        reporter.publishEntry(
                "codes verified in a second, of " + DEVICES * TIMES + " at " + servers,
                Long.toString(DEVICES * TIMES * 1000L / took.toMillis()));
        int total = 0;
        for (int fob = 0; fob < DEVICES; fob++) {
            assertThat(accepted.get(fob)).as("fob %d", fob).isEqualTo(1);
            total += accepted.get(fob);
        }
        assertThat(total).isEqualTo(DEVICES);
        try (Accounts accounts = opening.open(keys(product))) {
            assertThat(fobs.failures(accounts, account))
                    .as("no replay counts as a failure")
                    .isZero();
        }
    }

    private interface Opening {
        Accounts open(KeySet keys);
    }

    private static KeySet keys(Packaged product) throws Exception {
        return KeySet.load(product.data().resolve("keys.json"));
    }

    @Test
    @Timeout(300)
    void onSqlite(TestReporter reporter) throws Exception {
        Packaged product = new Packaged(directory);
        assertEachOnce(
                product, keys -> SqlAccounts.sqlite(product.data().resolve("sallyport.db"), keys.vault()), 1, reporter);
    }

    @Test
    @Timeout(300)
    void onTwoServersWithOnePostgres(TestReporter reporter) throws Exception {
        try (TestPostgres database = new TestPostgres()) {
            assertEachOnce(new Packaged(directory, database), database::open, 2, reporter);
        }
    }
}
