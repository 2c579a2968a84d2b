// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.UniqueId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnBothDatabases
final class BackupTest {
    private final TestStore store;

    @TempDir
    private Path directory;

    BackupTest(TestStore store) {
        this.store = store;
    }

    private Path backup(String name) throws IOException {
        Path file = directory.resolve(name);
        new Backup(store.source(), store.vault(), "test").take(file, TestStore.NOW);
        return file;
    }

    private TestAccount furnished() {
        TestAccount account = store.account();
        User tyler = account.addUser("tyler");
        account.addKey(tyler.id());
        account.addApp("app", tyler.id());
        account.change(in -> {
            in.tags().put(tyler.id(), List.of(new Tag("n\u00e4me", "\u7d05 = +x")));
            in.mfaDevices().add(account.securityKey("key", tyler.id(), "aabb"));
        });
        account.addPolicy("policy", "/", "{\"Version\":\"2012-10-17\",\"Statement\":[]}");
        account.addGroup("group");
        account.addRole("role");
        return account;
    }

    /** Every row of every table, as the database itself prints it. */
    private static Map<String, List<String>> rows(TestStore of) {
        return rows(of.raw(), of.dialect());
    }

    /** A restored store is a file of its own with SQLite. */
    private Map<String, List<String>> restored(TestStore into) {
        return into.dialect() == Dialect.SQLITE
                ? rows(Jdbi.create("jdbc:sqlite:" + directory.resolve("restored.db")), Dialect.SQLITE)
                : rows(into);
    }

    private static Map<String, List<String>> rows(Jdbi of, Dialect dialect) {
        Map<String, List<String>> all = new TreeMap<>();
        of.useHandle(raw -> {
            String tables = dialect == Dialect.SQLITE
                    ? "SELECT name FROM sqlite_schema WHERE type = 'table'"
                    : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";
            for (String table : raw.createQuery(tables).mapTo(String.class).list()) {
                if (!table.equals("flyway_schema_history")) {
                    all.put(
                            table,
                            rows(raw.createQuery("SELECT * FROM " + table)
                                    .mapToMap()
                                    .list()));
                }
            }
        });
        return all;
    }

    private static List<String> rows(List<Map<String, Object>> found) {
        return found.stream()
                .map(row -> {
                    Map<String, String> printed = new TreeMap<>();
                    row.forEach((column, value) -> printed.put(column, printed(value)));
                    return printed.toString();
                })
                .sorted()
                .toList();
    }

    private static String printed(Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        // SQLite's truth.
        return value instanceof Boolean truth ? (truth ? "1" : "0") : String.valueOf(value);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyRowIsRestoredIntoEitherDatabase(Dialect into) throws IOException {
        furnished();
        furnished();
        Path file = backup("b");
        try (TestStore other = TestStore.open(into)) {
            restore(file, other);
            assertThat(restored(other)).isEqualTo(rows(store));
            assertThat(rows(store).get("mfa_device")).hasSizeGreaterThan(3);
        }
    }

    private BackupManifest restore(Path file, TestStore into) throws IOException {
        Restore restore = new Restore(file, store.vault());
        if (into.dialect() == Dialect.POSTGRESQL) {
            return restore.intoPostgresql(into.accounts(), directory);
        }
        return restore.intoSqlite(directory.resolve("restored.db"));
    }

    @Test
    void theManifestSaysWhatIsInIt() throws IOException {
        TestAccount account = furnished();
        Path file = directory.resolve("b");
        BackupManifest manifest = new Backup(store.source(), store.vault(), "test").take(file, TestStore.NOW);

        assertThat(manifest.accounts()).contains(account.id().value());
        assertThat(manifest.source()).isEqualTo(store.dialect().name());
        rows(store)
                .forEach((table, rows) ->
                        assertThat(manifest.tables().get(table)).as(table).isEqualTo(rows.size()));
        assertThat(manifest.tables()).hasSameSizeAs(rows(store).keySet());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(names()).containsExactly("b");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            return names.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void noFileIsOverwritten() throws IOException {
        store.account();
        Path file = Files.writeString(directory.resolve("mine"), "mine");
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> backup("mine"));
        assertThat(file).hasContent("mine");
    }

    @Test
    void whatWasAlteredAnywhereOrCutOffIsRefusedAndLeavesNothing() throws IOException {
        furnished();
        byte[] whole = Files.readAllBytes(backup("b"));
        List<byte[]> altered = new ArrayList<>();
        for (int at = 0; at < whole.length; at += 1 + whole.length / 60) {
            byte[] other = whole.clone();
            other[at] ^= 1;
            altered.add(other);
            altered.add(Arrays.copyOf(whole, at));
        }
        altered.add(Arrays.copyOf(whole, whole.length - 1));
        altered.add(Arrays.copyOf(whole, whole.length + 1));
        Files.delete(directory.resolve("b"));
        Path file = directory.resolve("altered");
        Path database = directory.resolve("restored.db");
        for (byte[] other : altered) {
            Files.write(file, other);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new Restore(file, store.vault()).intoSqlite(database));
            assertThat(names()).containsExactly("altered");
        }
    }

    @Test
    void aStoreThatHoldsAnythingIsLeftAsItIs() throws IOException {
        furnished();
        Path file = backup("b");
        Map<String, List<String>> before = rows(store);
        if (store.dialect() == Dialect.POSTGRESQL) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new Restore(file, store.vault()).intoPostgresql(store.accounts(), directory))
                    .withMessageContaining("not empty");
        } else {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new Restore(file, store.vault())
                            .intoSqlite(store.directory().resolve("sallyport.db")))
                    .withMessageContaining("not empty");
        }
        assertThat(rows(store)).isEqualTo(before);
    }

    @Test
    void anotherKeySetIsToldSo() throws IOException {
        furnished();
        Path file = backup("b");
        KeySet.create(directory.resolve("others"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Restore(
                                file, KeySet.load(directory.resolve("others")).vault())
                        .intoSqlite(directory.resolve("restored.db")))
                .withMessageContaining("--keys");
        assertThat(names()).containsExactly("b", "others");
    }

    @Test
    void whatIsWrittenMeanwhileIsInItWholeOrNotAtAll() throws Exception {
        TestAccount account = store.account();
        List<Object> results = Together.run(5, i -> {
            try {
                if (i == 0) {
                    return backup("b");
                }
                for (int n = 0; n < 60; n++) {
                    String name = "w" + i + "-" + n;
                    account.change(in -> {
                        UniqueId user = account.addUserIn(in, name);
                        in.tags().put(user, List.of(new Tag("whose", name)));
                    });
                }
                return "written";
            } catch (IOException failed) {
                return failed;
            }
        });
        assertThat(results).noneMatch(Throwable.class::isInstance);
        try (TestStore other = TestStore.open(Dialect.SQLITE)) {
            restore(directory.resolve("b"), other);
            Map<String, List<String>> restored = restored(other);
            String id = account.id().value();
            assertThat(restored.getOrDefault("tag", List.of()).stream().filter(row -> row.contains(id)))
                    .hasSize((int) restored.getOrDefault("iam_user", List.of()).stream()
                            .filter(row -> row.contains(id))
                            .count());
        }
    }

    @Test
    void aBackupOfAnEarlierSchemaIsMigrated() throws IOException {
        Path first = directory.resolve("first.db");
        SqliteDatabase.createForOwnerOnly(first);
        SqliteDatabase.migrate(first, "3");
        Jdbi.create("jdbc:sqlite:" + first).useHandle(raw -> {
            raw.execute("INSERT INTO account (account_id, alias, root_email, created_at)"
                    + " VALUES ('051826736434', 'acme', 'root@example.com', 1)");
            raw.execute("INSERT INTO login_profile (account_id, owner_id, password_hash, must_change, created_at)"
                    + " VALUES ('051826736434', '051826736434', '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA', 0, 7)");
        });
        Path file = directory.resolve("b");
        BackupManifest manifest = new Backup(StoreSource.sqlite(first), store.vault(), "old").take(file, TestStore.NOW);
        assertThat(manifest.schema()).isEqualTo("3");

        try (TestStore other = TestStore.open(store.dialect())) {
            restore(file, other);
            assertThat(restored(other).get("login_profile"))
                    .singleElement()
                    .asString()
                    .contains("changed_at=7");
        }
    }

    @Test
    void aBackupOfALaterSchemaIsRefused() throws Exception {
        store.account();
        Path later = directory.resolve("later.db");
        store.source().snapshot(later);
        Jdbi.create("jdbc:sqlite:" + later)
                .useHandle(raw -> raw.execute("UPDATE flyway_schema_history SET version = '9999' WHERE installed_rank ="
                        + " (SELECT max(installed_rank) FROM flyway_schema_history)"));
        Path file = directory.resolve("b");
        new Backup(StoreSource.sqlite(later), store.vault(), "later").take(file, TestStore.NOW);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new Restore(file, store.vault()).intoSqlite(directory.resolve("restored.db")))
                .withMessageContaining("9999")
                .withMessageContaining("later");
        assertThat(directory.resolve("restored.db")).doesNotExist();
    }
}
