// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.account.RootUser;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallTest {
    @Test
    void anUnsignedRequestHasNoCallerAndLeastOfAllRoot(@TempDir Path directory) throws IOException {
        AccountId id = new AccountId("051826736434");
        KeySet.create(directory.resolve("keys"));
        KeySet keys = KeySet.load(directory.resolve("keys"));
        try (SqlAccounts accounts = SqlAccounts.sqlite(directory.resolve("sallyport.db"), keys.vault())) {
            accounts.open(
                    id,
                    Optional.empty(),
                    new RootUser(UniqueId.ofRoot(id), new EmailAddress("root@example.org"), Instant.EPOCH),
                    account -> {
                        Call call = new Call(null, account, new RequestFacts("192.0.2.1", true, null, null, null));
                        assertThat(call.account().id()).isEqualTo(id);
                        assertThatNullPointerException().isThrownBy(call::caller);
                        return true;
                    });
        }
    }
}
