// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UserName;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForeignKeySetTest {
    @Test
    void aStoreOpensOnlyWithTheKeySetThatSealedIt(@TempDir Path directory) throws IOException {
        KeySet own = keySet(directory.resolve("own.json"));
        KeySet foreign = keySet(directory.resolve("foreign.json"));
        Path file = directory.resolve("store.db");
        SecureRandom random = new SecureRandom();
        AccountSetup setup = new AccountSetup(new Passwords(random, 1), random, Clock.systemUTC());
        try (SqlAccounts accounts = SqlAccounts.sqlite(file, own.vault())) {
            setup.open(
                    accounts,
                    new AccountSetup.Wanted(
                            new AccountId("051826736434"),
                            Optional.empty(),
                            new EmailAddress("root@example.org"),
                            new UserName("tyler")));
        }

        assertThatThrownBy(() -> SqlAccounts.sqlite(file, foreign.vault()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key set");
        assertThatCode(() -> SqlAccounts.sqlite(file, own.vault()).close()).doesNotThrowAnyException();
    }

    private static KeySet keySet(Path file) throws IOException {
        KeySet.create(file);
        return KeySet.load(file);
    }
}
