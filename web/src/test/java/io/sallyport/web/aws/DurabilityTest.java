// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.web.aws.RawRequest.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

/** What was acknowledged is there, whatever happens to the server. */
@Tag("slow")
class DurabilityTest {
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED_BEFORE_KILL = 40;

    @TempDir
    private Path directory;

    private static HttpMessage createUser(AwsCredentials who, String name) {
        return RawRequest.signed(who, Instant.now(), "Action=CreateUser&Version=2010-05-08&UserName=" + name);
    }

    private static void assertSurvivesKills(Packaged product) throws Exception {
        AwsCredentials tyler = Packaged.administrator(product.init());
        Set<String> acknowledged = new TreeSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (Packaged.Served served = product.serve()) {
                assertThat(names(served, tyler)).containsAll(acknowledged);
                acknowledged.addAll(createUntilKilled(served, tyler, "r" + round + "-"));
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * ACKNOWLEDGED_BEFORE_KILL);
        try (Packaged.Served served = product.serve()) {
            assertThat(names(served, tyler)).containsAll(acknowledged);
        }
    }

    /** Several clients create users as fast as they can; the server is killed under them. */
    private static List<String> createUntilKilled(Packaged.Served served, AwsCredentials who, String prefix)
            throws InterruptedException {
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            String mine = prefix + client + "-";
            Thread thread = new Thread(() -> {
                for (int i = 0; created(served, who, mine + i); i++) {
                    acknowledged.add(mine + i);
                }
            });
            thread.start();
            clients.add(thread);
        }
        while (acknowledged.size() < ACKNOWLEDGED_BEFORE_KILL
                && clients.stream().anyMatch(Thread::isAlive)) {
            Thread.onSpinWait();
        }
        served.kill();
        for (Thread client : clients) {
            client.join();
        }
        return List.copyOf(acknowledged);
    }

    /** False once the server is dead: nobody was told anything then. */
    private static boolean created(Packaged.Served served, AwsCredentials who, String name) {
        try {
            Reply reply = RawRequest.send(served.uri(), createUser(who, name));
            return reply.status() == 200 && reply.body().endsWith("</CreateUserResponse>");
        } catch (IOException | StringIndexOutOfBoundsException dead) {
            return false;
        }
    }

    private static Set<String> names(Packaged.Served served, AwsCredentials who) {
        try (IamClient iam = Packaged.iam(served.uri(), who)) {
            return iam.listUsersPaginator().users().stream().map(User::userName).collect(Collectors.toSet());
        }
    }

    @Test
    void acknowledgedUsersSurviveKillOnSqlite() throws Exception {
        assertSurvivesKills(new Packaged(directory));
    }

    @Test
    void acknowledgedUsersSurviveKillOnPostgres() throws Exception {
        try (TestPostgres database = new TestPostgres()) {
            assertSurvivesKills(new Packaged(directory, database));
        }
    }

    private static final Pattern FLUSH = Pattern.compile("\\bf(data)?sync\\(\\d+<[^>]*sallyport\\.db-wal>");
    private static final Pattern WAL_WRITE = Pattern.compile("\\b(pwrite64|write)\\(\\d+<[^>]*sallyport\\.db-wal>");
    private static final Pattern ANSWER = Pattern.compile("\\b(write|writev|sendto|sendmsg)\\(.*HTTP/1\\.1 200");

    /**
     * The system calls of one create-user after the other: between the last write to the WAL and the answer there is a
     * completed flush of the WAL.
     */
    @Test
    void theLogIsFlushedBeforeTheAnswerIsWritten() throws Exception {
        Packaged product = new Packaged(directory);
        AwsCredentials tyler = Packaged.administrator(product.init());
        Path trace = directory.resolve("trace");
        int users = 5;
        Packaged.Served served = product.serve(List.of(
                "/usr/bin/strace",
                "-f",
                "-y",
                "-s",
                "64",
                "-e",
                "trace=fdatasync,fsync,write,writev,sendto,sendmsg,pwrite64",
                "-o",
                trace.toString()));
        try (served) {
            for (int i = 0; i < users; i++) {
                Reply reply = RawRequest.send(served.uri(), createUser(tyler, "user" + i));
                assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            }
        }

        assertThat(answersAfterFlushes(Files.readAllLines(trace, StandardCharsets.ISO_8859_1)))
                .isEqualTo(users);
    }

    @Test
    void aTraceWithoutAFlushOrWithOneTooEarlyIsSeenThrough() {
        String write = "1 pwrite64(9</d/sallyport.db-wal>, \"x\", 1, 0) = 1";
        String flush = "1 fdatasync(9</d/sallyport.db-wal>) = 0";
        String begun = "1 fdatasync(9</d/sallyport.db-wal> <unfinished ...>";
        String answer = "2 write(7<socket:[1]>, \"HTTP/1.1 200 OK\", 15) = 15";

        assertThat(answersAfterFlushes(List.of(write, flush, answer))).isEqualTo(1);
        assertThat(answersAfterFlushes(List.of(write, begun, "1 <... fdatasync resumed>) = 0", answer)))
                .isEqualTo(1);
        for (List<String> wrong : List.of(
                List.of(write, answer, flush),
                List.of(flush, write, answer),
                List.of(write, begun, answer),
                List.of(write, flush, answer, write, answer))) {
            assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> answersAfterFlushes(wrong));
        }
    }

    private static int answersAfterFlushes(List<String> trace) {
        int answers = 0;
        int writes = 0;
        boolean dirty = false;
        boolean flushing = false;
        boolean flushed = false;
        for (String line : trace) {
            if (WAL_WRITE.matcher(line).find()) {
                writes++;
                dirty = true;
                flushed = false;
            } else if (FLUSH.matcher(line).find()) {
                flushing = line.contains("<unfinished");
                flushed |= !flushing;
                dirty = flushing && dirty;
            } else if (flushing && line.contains("sync resumed>")) {
                flushing = false;
                flushed = true;
                dirty = false;
            } else if (ANSWER.matcher(line).find()) {
                assertThat(flushed && !dirty).as("flushed before: " + line).isTrue();
                answers++;
                flushed = false;
            }
        }
        assertThat(writes).isGreaterThanOrEqualTo(answers);
        return answers;
    }
}
