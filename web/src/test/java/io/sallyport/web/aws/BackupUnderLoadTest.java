// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.Packaged.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/** A backup is taken while clients make, change, attach and delete; restored, it is the account as it was at one moment. */
@Tag("slow")
class BackupUnderLoadTest {
    private static final int CLIENTS = 4;
    private static final int BACKUPS = 3;
    private static final int CHANGES_BEFORE_EACH = 60;

    @TempDir
    private Path directory;

    private record Taken(Path file, long began, long ended) {}

    /** Takes backups under load; then each is restored by {@code other} and looked at. */
    private void assertBackupsAreMoments(Packaged product, Restoring restoring) throws Exception {
        var shown = product.init();
        AwsCredentials tyler = Packaged.administrator(shown);
        List<Changer> changers = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            changers.add(new Changer("c" + client, tyler, shown.get("AccountId").asText(), client));
        }
        List<Taken> backups = load(product, tyler, changers);
        for (Taken taken : backups) {
            assertIsAMoment(restoring.restored(taken.file()), tyler, changers, taken);
        }
    }

    private List<Taken> load(Packaged product, AwsCredentials tyler, List<Changer> changers) throws Exception {
        List<Taken> backups = new ArrayList<>();
        List<Throwable> surprises = new ArrayList<>();
        AtomicInteger acknowledged = new AtomicInteger();
        try (Packaged.Served served = product.serve()) {
            try (IamClient iam = Packaged.iam(served.uri(), tyler)) {
                iam.createGroup(in -> in.groupName(Changer.GROUP));
            }
            List<Thread> clients = new ArrayList<>();
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
            for (int i = 0; i < BACKUPS; i++) {
                int enough = acknowledged.get() + CHANGES_BEFORE_EACH;
                while (acknowledged.get() < enough && clients.stream().allMatch(Thread::isAlive)) {
                    Thread.onSpinWait();
                }
                Path file = directory.resolve("backup" + i);
                int before = acknowledged.get();
                long began = System.nanoTime();
                product.sallyport(List.of("backup"), "--to", file.toString(), "--format", "json")
                        .json();
                backups.add(new Taken(file, began, System.nanoTime()));
                assertThat(acknowledged.get())
                        .as("nobody waited for the backup")
                        .isGreaterThan(before + CLIENTS);
            }
            served.kill();
            for (Thread client : clients) {
                client.join();
            }
        }
        assertThat(surprises).isEmpty();
        return backups;
    }

    /** There is a moment within the backup's time at which every client had just what is shown, by what it was told. */
    private static void assertIsAMoment(Packaged restored, AwsCredentials tyler, List<Changer> changers, Taken taken)
            throws Exception {
        Set<String> shown;
        try (Packaged.Served served = restored.serve();
                IamClient iam = Packaged.iam(served.uri(), tyler)) {
            shown = AccountFacts.of(iam);
        }
        List<List<Changer.Moment>> matching = new ArrayList<>();
        Set<String> explained = new TreeSet<>();
        for (Changer changer : changers) {
            Set<String> theirs = shown.stream().filter(changer::made).collect(Collectors.toSet());
            List<Changer.Moment> same = changer.moments().stream()
                    .filter(moment -> moment.facts().equals(theirs))
                    .filter(moment -> moment.sent() <= taken.ended() && moment.replaced() >= taken.began())
                    .toList();
            assertThat(same)
                    .as("a state that was acknowledged about then: " + theirs)
                    .isNotEmpty();
            matching.add(same);
            explained.addAll(theirs);
        }
        assertThat(explained).isEqualTo(shown).hasSizeGreaterThan(20);
        List<Long> candidates = matching.stream()
                .flatMap(List::stream)
                .map(moment -> Math.max(moment.sent(), taken.began()))
                .toList();
        assertThat(candidates)
                .as("one moment for all clients")
                .anyMatch(at -> at <= taken.ended()
                        && matching.stream()
                                .allMatch(moments -> moments.stream()
                                        .anyMatch(moment -> moment.sent() <= at && at <= moment.replaced())));
    }

    @FunctionalInterface
    private interface Restoring {
        Packaged restored(Path backup) throws Exception;
    }

    private Packaged restoredInto(Packaged elsewhere, Path backup) throws Exception {
        Files.createDirectories(elsewhere.data());
        Files.copy(directory.resolve("data/keys.json"), elsewhere.data().resolve("keys.json"));
        Ran ran = elsewhere.sallyport(List.of("restore"), "--from", backup.toString(), "--format", "json");
        assertThat(ran.json().get("Accounts").asText()).isNotEmpty();
        return elsewhere;
    }

    private Path fresh(Path backup) throws Exception {
        return Files.createDirectory(directory.resolve(backup.getFileName() + "-restored"));
    }

    @Test
    @Timeout(300)
    void onSqlite() throws Exception {
        assertBackupsAreMoments(new Packaged(directory), backup -> {
            Packaged restored = restoredInto(new Packaged(fresh(backup)), backup);
            new StoredRows(restored.data().resolve("sallyport.db")).assertWhole();
            return restored;
        });
    }

    @Test
    @Timeout(300)
    void onPostgresAndIntoBoth() throws Exception {
        try (TestPostgres database = new TestPostgres();
                TestPostgres empty = new TestPostgres()) {
            assertBackupsAreMoments(new Packaged(directory, database), backup -> {
                // The first into PostgreSQL again, the others into SQLite, whose rows are looked at one by one.
                if (backup.endsWith("backup0")) {
                    return restoredInto(new Packaged(fresh(backup), empty), backup);
                }
                Packaged restored = restoredInto(new Packaged(fresh(backup)), backup);
                new StoredRows(restored.data().resolve("sallyport.db")).assertWhole();
                return restored;
            });
        }
    }
}
