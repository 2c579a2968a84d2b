// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.account.EventRecord;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.DeviceNotice;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.webhook.Webhook;
import io.sallyport.core.webhook.WebhookSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That nothing sealed is forgotten when keys are rotated. */
@OnBothDatabases
final class SealedColumnsTest {
    /** Hashes, signatures and public keys. */
    private static final Set<String> NOT_SEALED =
            Set.of("event.hash", "event_checkpoint.hash", "event_checkpoint.signature", "event_key.public_key");

    /** Of no account, so of no row that others are like: {@link CheckpointKeys#reseal}. */
    private static final String CHECKPOINT_KEY = "event_key.private_key";

    private static final SecretAccessKey SECRET = SecretAccessKey.of("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    private final Dialect dialect;
    private TestStore store;
    private KeyRotation rotation;

    SealedColumnsTest(TestStore shared) {
        this.dialect = shared.dialect();
    }

    /** One for each test: whoever loses a key spoils it for others. */
    @BeforeEach
    void open() {
        store = TestStore.open(dialect);
        rotation = new KeyRotation(keys(), () -> TestStore.NOW);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Path keys() {
        return store.directory().resolve("keys");
    }

    /** The store as a process has it that has read the new file. */
    private SqlAccounts after(Duration time) throws IOException {
        return store.openWith(
                KeySet.load(keys(), () -> TestStore.NOW.plus(time)).vault());
    }

    private List<Long> vaultKeys() throws IOException {
        return rotation.list().stream()
                .filter(key -> key.purpose() == KeyRotation.Purpose.vault)
                .map(KeyRotation.Key::id)
                .toList();
    }

    @Test
    void everyColumnOfBytesInTheSchemaIsListed() {
        String columns = store.dialect() == Dialect.SQLITE
                ? "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
                        + " WHERE t.type = 'table' AND upper(c.type) = 'BLOB'"
                : "SELECT table_name || '.' || column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND data_type = 'bytea'";
        Set<String> found = new TreeSet<>();
        store.raw()
                .useHandle(raw -> raw.createQuery(columns).mapTo(String.class).forEach(found::add));
        found.removeAll(NOT_SEALED);
        assertThat(found.remove(CHECKPOINT_KEY)).isTrue();
        assertThat(found)
                .isEqualTo(Arrays.stream(SealedColumn.values())
                        .map(SealedColumn::qualifiedName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void afterResealingTheOldKeyIsNeededNoMore() throws IOException {
        TestAccount account = store.account();
        List<AccessKey> accessKeys = new ArrayList<>();
        account.change(in -> {
            for (int i = 0; i < 250; i++) {
                AccessKey key = account.key(account.addUserIn(in, "u" + i));
                in.accessKeys().add(key, SECRET);
                accessKeys.add(key);
            }
        });
        OtpSeed seed = TestAccount.seed();
        CodeDevice app = account.app("app");
        account.change(in -> in.mfaDevices().add(app, seed));
        account.change(in -> in.webhooks()
                .add(
                        new Webhook(
                                "w",
                                URI.create("https://hooks.example.org/"),
                                Set.of(DeviceNotice.LOST),
                                TestStore.NOW,
                                null),
                        WebhookSecret.generate(new SecureRandom())));
        account.change(in -> EventRecord.of("test", "Happened", EventRecord.Type.SERVICE_EVENT)
                .into(in, TestStore.NOW));
        store.accounts().eventLog().chain(TestStore.NOW);
        Long old = vaultKeys().get(0);
        rotation.rotate(Duration.ZERO);

        try (SqlAccounts rotated = after(Duration.ofSeconds(1))) {
            assertThat(rotated.keysInUse()).contains(old);
            assertThat(rotated.reseal()).isGreaterThanOrEqualTo(254);
            assertThat(rotated.eventLog().audit(List.of(), finding -> {
                        throw new AssertionError(finding);
                    }))
                    .isNotNull();
            assertThat(rotated.reseal()).as("there is no more to do").isZero();
            assertThat(rotated.keysInUse()).doesNotContain(old).hasSize(1);
            rotation.prune(rotated.keysInUse());
        }
        assertThat(vaultKeys()).doesNotContain(old).hasSize(1);
        try (SqlAccounts pruned = after(Duration.ofSeconds(1))) {
            assertThat(pruned.<Set<String>>read(account.id(), in -> {
                        Set<String> secrets = new HashSet<>();
                        accessKeys.forEach(
                                key -> secrets.add(in.accessKeys().secret(key).reveal()));
                        return secrets;
                    }))
                    .containsExactly(SECRET.reveal());
            assertThat(pruned.<byte[]>read(
                            account.id(), in -> in.mfaDevices().seed(app).reveal()))
                    .isEqualTo(seed.reveal());
        }
    }

    @Test
    void aStoreWhoseOldKeyWasLostSaysWhich() throws IOException {
        TestAccount account = store.account();
        account.addKey(account.root());
        Set<Long> before = new HashSet<>(store.accounts().keysInUse());
        rotation.rotate(Duration.ZERO);
        try (SqlAccounts rotated = after(Duration.ofSeconds(1))) {
            TestAccount again = new TestAccount(rotated, account.id());
            again.addKey(account.root());
        }
        rotation.prune(Set.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> after(Duration.ofSeconds(1)))
                .withMessageContaining("lacks")
                .withMessageContaining("--keys")
                .satisfies(
                        refused -> before.forEach(id -> assertThat(refused).hasMessageContaining(Long.toString(id))));
    }

    @Test
    void whatIsSealedForOneRowIsResealedForThatRow() throws IOException {
        TestAccount account = store.account();
        AccessKey one = account.addKey(account.root());
        rotation.rotate(Duration.ZERO);
        try (SqlAccounts rotated = after(Duration.ofSeconds(1))) {
            rotated.reseal();
            byte[] sealed = store.raw()
                    .withHandle(raw -> raw.createQuery("SELECT secret FROM access_key WHERE key_id = :id")
                            .bind("id", one.id().value())
                            .mapTo(byte[].class)
                            .one());
            Vault vault =
                    KeySet.load(keys(), () -> TestStore.NOW.plusSeconds(1)).vault();
            assertThat(vault.open(sealed, account.id() + "|access_key|" + one.id()))
                    .isNotEmpty();
        }
    }
}
