// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class GroupCommitWriterTest {
    private static final int WRITERS = 64;

    private final AtomicInteger commits = new AtomicInteger();
    private Jdbi jdbi;
    private Handle handle;
    private GroupCommitWriter writer;

    @BeforeEach
    void openFile(@TempDir Path directory) {
        jdbi = Jdbi.create("jdbc:sqlite:" + directory.resolve("test.db") + "?journal_mode=WAL&foreign_keys=true");
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                if (context.getRenderedSql().equals("COMMIT")) {
                    commits.incrementAndGet();
                }
            }
        });
        jdbi.useHandle(setUp -> {
            setUp.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
            setUp.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, filling BLOB,"
                    + " parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
        });
        handle = jdbi.open();
        writer = new GroupCommitWriter(handle);
    }

    @AfterEach
    void closeFile() {
        writer.close();
    }

    private int insert(int id) {
        return writer.write(in -> in.execute("INSERT INTO item (id) VALUES (?)", id));
    }

    private List<Integer> stored() {
        return jdbi.withHandle(reading -> reading.createQuery("SELECT id FROM item ORDER BY id")
                .mapTo(Integer.class)
                .list());
    }

    /** Holds the writer in a first request until every other waits, so that they must share what comes next. */
    private AtomicReferenceArray<Object> behindOneAnother(int writers, IntFunction<Object> work)
            throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread first = new Thread(() -> writer.write(in -> {
            started.countDown();
            awaitUninterruptibly(release);
            return true;
        }));
        first.start();
        started.await();
        AtomicReferenceArray<Object> results = new AtomicReferenceArray<>(writers);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int number = i;
            Thread thread = new Thread(() -> results.set(number, resultOf(number, work)));
            threads.add(thread);
            thread.start();
        }
        try {
            while (!threads.stream().allMatch(GroupCommitWriterTest::waitsOrIsDone)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Thread.onSpinWait();
            }
        } finally {
            release.countDown();
        }
        first.join();
        for (Thread thread : threads) {
            thread.join();
        }
        return results;
    }

    private static boolean waitsOrIsDone(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TERMINATED;
    }

    private static Object resultOf(int number, IntFunction<Object> work) {
        try {
            return work.apply(number);
        } catch (RuntimeException | Error failed) {
            return failed;
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void thoseWhoWaitShareOneCommit() throws InterruptedException {
        behindOneAnother(WRITERS, this::insert);
        assertThat(stored()).hasSize(WRITERS);
        assertThat(commits).hasValue(1);
    }

    @Test
    void noMoreThanTheBoundShareACommit() throws InterruptedException {
        behindOneAnother(300, this::insert);
        assertThat(stored()).hasSize(300);
        assertThat(commits).hasValue(2);
    }

    @Test
    void aCommitThatFailsAcknowledgesNobodyAndTheNextOneWorks() throws InterruptedException {
        AtomicReferenceArray<Object> results = behindOneAnother(
                WRITERS,
                number -> number == 40
                        ? writer.write(in -> in.execute("INSERT INTO item (id, parent) VALUES (40, 1)"))
                        : insert(number));
        for (int i = 0; i < WRITERS; i++) {
            assertThat(results.get(i)).isInstanceOf(RuntimeException.class);
        }
        assertThat(stored()).isEmpty();
        assertThat(insert(1)).isEqualTo(1);
        assertThat(stored()).containsExactly(1);
    }

    @Test
    void onAFullDiskExactlyTheAcknowledgedIsStored() throws InterruptedException {
        writer.write(in -> in.execute("PRAGMA max_page_count = 100"));
        AtomicReferenceArray<Object> results = behindOneAnother(
                WRITERS,
                number -> writer.write(
                        in -> in.execute("INSERT INTO item (id, filling) VALUES (?, zeroblob(20000))", number)));
        List<Integer> acknowledged = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            if (results.get(i).equals(1)) {
                acknowledged.add(i);
            }
        }
        assertThat(stored()).isEqualTo(acknowledged).hasSizeLessThan(WRITERS);

        writer.write(in -> in.execute("PRAGMA max_page_count = 100000"));
        assertThat(insert(1000)).isEqualTo(1);
        assertThat(stored()).contains(1000);
    }

    @Test
    void anErrorReachesItsCallerAndNobodyElse() throws InterruptedException {
        AssertionError error = new AssertionError("thrown by work");
        AtomicReferenceArray<Object> results = behindOneAnother(
                3,
                number -> number == 1
                        ? writer.write(in -> {
                            in.execute("INSERT INTO item (id) VALUES (1)");
                            throw error;
                        })
                        : insert(number));
        assertThat(results.get(1)).isSameAs(error);
        assertThat(stored()).containsExactly(0, 2);
        assertThatThrownBy(() -> writer.write(this::endless)).isInstanceOf(StackOverflowError.class);
        assertThat(insert(3)).isEqualTo(1);
    }

    @SuppressWarnings("InfiniteRecursion")
    private int endless(Handle in) {
        return 1 + endless(in);
    }

    @Test
    void aRollbackOfTheWholeBatchByTheDatabaseFailsTheBatchAndNotTheWriter() throws InterruptedException {
        AtomicReferenceArray<Object> results = behindOneAnother(
                3,
                number -> number == 1
                        ? writer.write(in -> in.execute("INSERT OR ROLLBACK INTO item (id) VALUES (0)")
                                + in.execute("INSERT OR ROLLBACK INTO item (id) VALUES (0)"))
                        : insert(number + 10));
        // Those before it in the batch went with it; those after it may have had a transaction of their own.
        List<Integer> acknowledged = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            if (results.get(i).equals(1)) {
                acknowledged.add(i + 10);
            }
        }
        assertThat(results.get(1)).isInstanceOf(RuntimeException.class);
        assertThat(stored()).isEqualTo(acknowledged);
        assertThat(insert(99)).isEqualTo(1);
    }

    @Test
    void aLostConnectionFailsEveryCallerAndHangsNone() throws InterruptedException {
        insert(1);
        assertThatThrownBy(() -> writer.write(in -> {
                    in.close();
                    return true;
                }))
                .isInstanceOf(RuntimeException.class);
        for (Object result : Together.run(16, this::insert)) {
            assertThat(result).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void aWriteWithinAWriteIsRefused() {
        assertThatThrownBy(() -> writer.write(in -> insert(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("work in a transaction may not open another");
    }

    @Test
    void closingFinishesWhatWaitsAndRefusesWhatComesLater() throws InterruptedException {
        AtomicReferenceArray<Object> results = behindOneAnother(WRITERS, number -> {
            if (number == 0) {
                writer.close();
                return 1;
            }
            return insert(number);
        });
        for (int i = 1; i < WRITERS; i++) {
            // Whoever was not in time is told so; nothing is acknowledged that is not there, and nobody waits for good.
            assertThat(results.get(i).equals(1)).isEqualTo(stored().contains(i));
        }
        assertThat(handle.isClosed()).isTrue();
        assertThatThrownBy(() -> insert(1000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the store is closed");
    }

    @Test
    void closingUnderFireAnswersEverybody() throws InterruptedException {
        List<Object> results = Together.run(16, number -> {
            int written = 0;
            while (true) {
                try {
                    insert(number * 100_000 + written);
                    written++;
                } catch (IllegalStateException closed) {
                    return written;
                }
                if (number == 0 && written == 50) {
                    writer.close();
                }
            }
        });
        assertThat(stored())
                .hasSize(results.stream().mapToInt(Integer.class::cast).sum());
    }
}
