// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UserName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That {@code kill -9} loses nothing that was acknowledged. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CrashTest {
    private static final AccountId ACCOUNT = new AccountId("051826736434");
    private static final int ENOUGH = 100;

    /** Adds users from several threads, printing the name of each when it is acknowledged, until it is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            SqlAccounts accounts = open(Path.of(arguments[0]));
            accounts.open(ACCOUNT, Optional.empty(), TestStore.root(ACCOUNT), account -> true);
            TestAccount account = new TestAccount(accounts, ACCOUNT);
            Together.run(4, thread -> {
                for (int i = 0; ; i++) {
                    String name = "user-" + thread + "-" + i;
                    account.addUser(name);
                    synchronized (System.out) {
                        System.out.println(name);
                        System.out.flush();
                    }
                }
            });
        }
    }

    private static SqlAccounts open(Path directory) throws IOException {
        return SqlAccounts.sqlite(
                directory.resolve("sallyport.db"),
                KeySet.load(directory.resolve("keys")).vault());
    }

    @Test
    void everyAcknowledgedUserSurvivesTheKill(@TempDir Path directory) throws IOException, InterruptedException {
        KeySet.create(directory.resolve("keys"));
        Process child = ChildProcess.start(Child.class, directory.toString());
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(child.inputReader(StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("user-")) {
                    acknowledged.add(line);
                }
                if (acknowledged.size() == ENOUGH) {
                    // By its handle, which leaves the pipe open: what was acknowledged meanwhile is in it.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor()).as("killed by signal 9").isEqualTo(137);
        // The line being printed at the kill may be cut short: it is a prefix of what was acknowledged, at worst.
        String last = acknowledged.remove(acknowledged.size() - 1);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH - 1);
        assertThat(last).startsWith("user-");

        try (SqlAccounts accounts = open(directory)) {
            List<String> missing = accounts.read(
                    ACCOUNT,
                    in -> acknowledged.stream()
                            .filter(name -> in.users().find(new UserName(name)).isEmpty())
                            .toList());
            assertThat(missing).isEmpty();
            List<User> some = accounts.read(
                    ACCOUNT,
                    in -> in.users().list("/", PageRequest.of(1000, null)).items());
            assertThat(some).hasSizeGreaterThanOrEqualTo(acknowledged.size());
            new TestAccount(accounts, ACCOUNT).addUser("after-the-crash");
        }
    }
}
