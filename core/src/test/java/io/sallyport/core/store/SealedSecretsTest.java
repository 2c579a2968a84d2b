// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.credential.Vault.SealBroken;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.MfaSerial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class SealedSecretsTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private final TestStore store;
    private final TestAccount account;

    SealedSecretsTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private AccessKey addKey(TestAccount to) {
        AccessKey key = to.key(to.root());
        to.change(in -> in.accessKeys().add(key, SecretAccessKey.of(SECRET)));
        return key;
    }

    private CodeDevice addApp(TestAccount to, String name) {
        CodeDevice app = to.app(name);
        to.change(in -> in.mfaDevices().add(app, TestAccount.seed()));
        return app;
    }

    private void move(String table, String column, String row, String from, String to) {
        int moved = store.raw()
                .withHandle(handle -> handle.execute(
                        "UPDATE %1$s SET %2$s = (SELECT %2$s FROM %1$s WHERE %3$s = ?) WHERE %3$s = ?"
                                .formatted(table, column, row),
                        from,
                        to));
        assertThat(moved).isEqualTo(1);
    }

    @Test
    void aSecretMovedToAnotherKeyDoesNotOpen() {
        AccessKey from = addKey(account);
        AccessKey to = addKey(account);
        move("access_key", "secret", "key_id", from.id().value(), to.id().value());
        assertThat(account.read(in -> in.accessKeys().secret(from)).reveal()).isEqualTo(SECRET);
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> account.read(in -> in.accessKeys().secret(to)));
    }

    @Test
    void aSeedMovedToAnotherDeviceDoesNotOpenNotEvenToOneThatDiffersInCaseOrAccount() {
        CodeDevice from = addApp(account, "app");
        TestAccount other = store.account();
        for (CodeDevice to : List.of(addApp(account, "other"), addApp(account, "APP"), addApp(other, "app"))) {
            move(
                    "mfa_device",
                    "seed",
                    "serial",
                    from.serial().value(),
                    to.serial().value());
            TestAccount owner = to.serial().value().contains(other.id().value()) ? other : account;
            assertThatExceptionOfType(SealBroken.class)
                    .as(to.serial().value())
                    .isThrownBy(() -> owner.read(in -> in.mfaDevices().seed(to)));
        }
        assertThatObject(account.read(in -> in.mfaDevices().seed(from))).isInstanceOf(OtpSeed.class);
    }

    @Test
    void aKeysSecretDoesNotOpenAsTheSeedOfADeviceOfTheSameName() {
        AccessKey key = addKey(account);
        CodeDevice app = addApp(account, "app");
        store.raw()
                .useHandle(handle -> handle.execute(
                        "UPDATE mfa_device SET seed = (SELECT secret FROM access_key WHERE key_id = ?), serial = ?"
                                + " WHERE serial = ?",
                        key.id().value(),
                        key.id().value(),
                        app.serial().value()));
        CodeDevice renamed = account.code(new MfaSerial(key.id().value()));
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> account.read(in -> in.mfaDevices().seed(renamed)));
    }

    @Test
    void anAlteredSecretDoesNotOpen() {
        AccessKey key = addKey(account);
        byte[] sealed = sealed(key);
        sealed[sealed.length - 1] ^= 1;
        store.raw()
                .useHandle(handle -> handle.execute(
                        "UPDATE access_key SET secret = ? WHERE key_id = ?",
                        sealed,
                        key.id().value()));
        assertThatExceptionOfType(SealBroken.class)
                .isThrownBy(() -> account.read(in -> in.accessKeys().secret(key)))
                .withMessageNotContaining(SECRET);
    }

    private byte[] sealed(AccessKey key) {
        return store.raw()
                .withHandle(handle -> handle.createQuery("SELECT secret FROM access_key WHERE key_id = :id")
                        .bind("id", key.id().value())
                        .mapTo(byte[].class)
                        .one());
    }

    @Test
    void oneSecretIsSealedDifferentlyEachTime() {
        assertThat(sealed(addKey(account))).isNotEqualTo(sealed(addKey(account)));
    }

    @Test
    void noSecretIsInTheDatabaseInAnyUsualSpelling() throws IOException {
        OtpSeed seed = TestAccount.seed();
        account.addUser("a-name-in-the-clear");
        addKey(account);
        account.change(in -> in.mfaDevices().add(account.app("app"), seed));

        List<byte[]> stored = stored();
        assertThat(stored).as("the search finds what is there").anyMatch(bytes -> holds(bytes, "a-name-in-the-clear"));
        for (byte[] secret : List.of(SECRET.getBytes(StandardCharsets.US_ASCII), seed.reveal())) {
            String hex = HexFormat.of().formatHex(secret);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(secret);
            String base32 = new Base32().encodeToString(secret).replace("=", "");
            for (String spelling : List.of(
                    new String(secret, StandardCharsets.ISO_8859_1),
                    hex,
                    hex.toUpperCase(Locale.ROOT),
                    base64,
                    base64.replace('+', '-').replace('/', '_'),
                    base32,
                    base32.toLowerCase(Locale.ROOT))) {
                assertThat(stored).noneMatch(bytes -> holds(bytes, spelling));
            }
        }
    }

    private static boolean holds(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    /** The database file and its WAL, or every table as PostgreSQL prints it with its bytes escaped and in hex. */
    private List<byte[]> stored() throws IOException {
        if (store.dialect() == Dialect.SQLITE) {
            try (Stream<Path> files = Files.list(store.directory())) {
                List<byte[]> contents = new ArrayList<>();
                for (Path file : files.filter(
                                file -> file.getFileName().toString().startsWith("sallyport.db"))
                        .toList()) {
                    contents.add(Files.readAllBytes(file));
                }
                return contents;
            }
        }
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        store.raw().useHandle(handle -> {
            for (String table : handle.createQuery(
                            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                    .mapTo(String.class)
                    .list()) {
                for (String escape : List.of("hex", "escape")) {
                    handle.execute("SET bytea_output = '" + escape + "'");
                    handle.createQuery("SELECT t::text FROM " + table + " t")
                            .mapTo(String.class)
                            .forEach(row -> dump.writeBytes(row.getBytes(StandardCharsets.UTF_8)));
                }
            }
        });
        return List.of(dump.toByteArray());
    }
}
