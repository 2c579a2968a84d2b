// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The server is killed again and again while it accepts codes: none that it accepted before is accepted after. */
@Tag("slow")
class KilledWhileVerifyingTest {
    private static final int FOBS = 2_000;
    private static final int CLIENTS = 8;
    private static final int MOST_ACCEPTED = 60;

    @TempDir
    private Path directory;

    private final DailyFobs fobs = new DailyFobs(FOBS);
    private final AtomicInteger next = new AtomicInteger();
    private final Instant day = Instant.now();

    /** Codes the server said it accepted, and those it was asked about and did not answer before it died. */
    private final Set<Integer> accepted = ConcurrentHashMap.newKeySet();

    private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();

    private boolean verify(JsonApi api, AwsCredentials who, int fob) throws Exception {
        return api.post(who, DailyFobs.path(fob), DailyFobs.request(fob, day))
                .expect(200)
                .path("accepted")
                .asBoolean();
    }

    private void verifyUntilKilled(JsonApi api, AwsCredentials who, AtomicInteger acknowledged) {
        while (true) {
            int fob = next.getAndIncrement();
            try {
                assertThat(verify(api, who, fob)).as("fob %d", fob).isTrue();
            } catch (IOException killed) {
                unanswered.add(fob);
                return;
            } catch (Exception surprise) {
                throw new AssertionError(surprise);
            }
            accepted.add(fob);
            acknowledged.incrementAndGet();
        }
    }

    private void kill(Packaged.Served served, JsonApi api, AwsCredentials who, int after) throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        List<Throwable> surprises = new ArrayList<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> verifyUntilKilled(api, who, acknowledged));
            client.setUncaughtExceptionHandler((thread, surprise) -> {
                synchronized (surprises) {
                    surprises.add(surprise);
                }
            });
            client.start();
            clients.add(client);
        }
        while (acknowledged.get() < after && clients.stream().anyMatch(Thread::isAlive)) {
            Thread.onSpinWait();
        }
        served.kill();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(surprises).isEmpty();
    }

    private void assertNoneIsAcceptedAgain(JsonApi api, AwsCredentials who, Set<Integer> before) throws Exception {
        for (int fob : before) {
            assertThat(verify(api, who, fob)).as("fob %d", fob).isFalse();
        }
        for (int fob : Set.copyOf(unanswered)) {
            // Nobody was told, so either will do; once more it is certainly used up.
            if (verify(api, who, fob)) {
                assertThat(verify(api, who, fob)).as("fob %d", fob).isFalse();
            }
            unanswered.remove(fob);
            accepted.add(fob);
        }
    }

    private void assertSurvivesKills(Packaged product, int rounds, Function<KeySet, Accounts> opening)
            throws Exception {
        JsonNode shown = product.init();
        AwsCredentials who = Packaged.administrator(shown);
        fobs.importInto(product, directory);
        try (Accounts accounts = opening.apply(KeySet.load(product.data().resolve("keys.json")))) {
            fobs.assign(accounts, new AccountId(shown.get("AccountId").asText()));
        }
        Random random = new Random(rounds);
        Set<Integer> checked = new HashSet<>();
        for (int round = 0; round < rounds; round++) {
            try (Packaged.Served served = product.serve()) {
                JsonApi api = new JsonApi(served.uri(), Clock.systemUTC());
                // Those of the last life; all of them at the end.
                Set<Integer> latest = new HashSet<>(accepted);
                latest.removeAll(checked);
                assertNoneIsAcceptedAgain(api, who, latest);
                checked.addAll(accepted);
                kill(served, api, who, 1 + random.nextInt(MOST_ACCEPTED));
            }
        }
        try (Packaged.Served served = product.serve()) {
            assertNoneIsAcceptedAgain(new JsonApi(served.uri(), Clock.systemUTC()), who, Set.copyOf(accepted));
        }
        assertThat(accepted).hasSizeGreaterThan(rounds * 10);
    }

    @Test
    @Timeout(600)
    void onSqlite() throws Exception {
        Packaged product = new Packaged(directory);
        assertSurvivesKills(
                product, 10, keys -> SqlAccounts.sqlite(product.data().resolve("sallyport.db"), keys.vault()));
    }

    @Test
    @Timeout(600)
    void onPostgres() throws Exception {
        try (TestPostgres database = new TestPostgres()) {
            assertSurvivesKills(new Packaged(directory, database), 6, database::open);
        }
    }
}
