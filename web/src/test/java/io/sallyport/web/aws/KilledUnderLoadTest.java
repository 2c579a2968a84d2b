// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/** The server is killed again and again under clients that make, change, attach and delete: no acknowledged change is lost, none is half there. */
@Tag("slow")
class KilledUnderLoadTest {
    private static final int CLIENTS = 4;
    private static final int MOST_CHANGES = 80;

    @TempDir
    private Path directory;

    /** What is looked at between two lives of the server. */
    private interface AtRest {
        void check() throws Exception;
    }

    private static void assertSurvivesKills(Packaged product, int rounds, AtRest atRest) throws Exception {
        var shown = product.init();
        AwsCredentials tyler = Packaged.administrator(shown);
        Random random = new Random(rounds);
        List<Changer> changers = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            changers.add(new Changer("c" + client, tyler, shown.get("AccountId").asText(), random.nextLong()));
        }
        try (Packaged.Served served = product.serve();
                IamClient iam = Packaged.iam(served.uri(), tyler)) {
            iam.createGroup(in -> in.groupName(Changer.GROUP));
        }
        int changes = 0;
        for (int round = 0; round < rounds; round++) {
            changes += killUnderLoad(product, tyler, changers, 1 + random.nextInt(MOST_CHANGES));
            atRest.check();
        }
        try (Packaged.Served served = product.serve()) {
            assertShows(served, tyler, changers);
        }
        assertThat(changes).isGreaterThan(rounds * 10);
    }

    private static int killUnderLoad(Packaged product, AwsCredentials tyler, List<Changer> changers, int after)
            throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        try (Packaged.Served served = product.serve()) {
            assertShows(served, tyler, changers);
            List<Thread> clients = new ArrayList<>();
            List<Throwable> surprises = new ArrayList<>();
            for (Changer changer : changers) {
                Thread client = new Thread(() -> changer.changeUntilKilled(served.uri(), acknowledged));
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
        return acknowledged.get();
    }

    private static void assertShows(Packaged.Served served, AwsCredentials tyler, List<Changer> changers) {
        try (IamClient iam = Packaged.iam(served.uri(), tyler)) {
            Set<String> shown = AccountFacts.of(iam);
            Set<String> told = new TreeSet<>();
            for (Changer changer : changers) {
                changer.settle(shown);
                told.addAll(changer.facts());
            }
            assertThat(shown).isEqualTo(told);
        }
    }

    @Test
    @Timeout(900)
    void everyAcknowledgedChangeSurvivesFiftyKillsOnSqlite() throws Exception {
        Packaged product = new Packaged(directory);
        StoredRows rows = new StoredRows(product.data().resolve("sallyport.db"));
        assertSurvivesKills(product, 50, () -> {
            rows.assertWhole();
            rows.assertOnRecord("tyler");
        });
    }

    @Test
    @Timeout(300)
    void everyAcknowledgedChangeSurvivesKillsOnPostgres() throws Exception {
        try (TestPostgres database = new TestPostgres()) {
            assertSurvivesKills(new Packaged(directory, database), 10, () -> {});
        }
    }
}
