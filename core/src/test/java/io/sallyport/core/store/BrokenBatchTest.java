// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.policy.ManagedPolicies;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that SQLite commits together see each other's changes before any is on disk, and may lose them together. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BrokenBatchTest {
    private static final Arn ADMIN = Arn.parse("arn:aws:iam::aws:policy/AdministratorAccess");
    private static final String NOTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}";

    private final Authorizer authorizer = new Authorizer(new ManagedPolicies(), () -> TestStore.NOW);

    private boolean allows(Account account, User user) {
        Caller caller = new Caller(account.id(), user, null, null, Caller.Credential.LONG_TERM_KEY, null, null);
        RequestFacts facts = new RequestFacts("192.0.2.1", true, null, null, null);
        return authorizer
                .decide(
                        account,
                        caller,
                        "iam:ListUsers",
                        account.id().iam("user/").toString(),
                        facts)
                .isAllowed();
    }

    @Test
    void whatWasCompiledOfAChangeThatWasLostIsNotUsed() throws IOException, InterruptedException {
        try (TestStore store = TestStore.open(Dialect.SQLITE);
                SqliteDatabase database = SqliteDatabase.open(store.directory().resolve("sallyport.db"))) {
            TestAccount account = store.account();
            User tyler = account.addUser("tyler");
            AtomicBoolean allowedInBatch = new AtomicBoolean();
            Thread second = new Thread(() -> assertThatThrownBy(() -> database.write(handle -> {
                        allowedInBatch.set(allows(load(handle, account, store), tyler));
                        // As a full disk does: the whole transaction is gone.
                        handle.execute("ROLLBACK");
                        throw new IllegalStateException("after it");
                    }))
                    .isNotNull());

            assertThatThrownBy(() -> database.write(handle -> {
                        load(handle, account, store).policies().attach(tyler.id(), ADMIN);
                        second.start();
                        // Until it waits for its answer, and so is queued for this transaction.
                        while (second.getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                        }
                        return true;
                    }))
                    .isNotNull();
            second.join();

            assertThat(allowedInBatch).as("decided on the change").isTrue();
            // Nobody has asked in between: what was compiled is still there, for a stamp that never comes again.
            account.change(in -> in.policies().put(tyler.id(), new PolicyName("none"), NOTHING, 2, 2048));
            assertThat(account.read(in -> allows(in, tyler)) ? "allowed" : "denied")
                    .as("after another change")
                    .isEqualTo("denied");
        }
    }

    private static Account load(Handle handle, TestAccount account, TestStore store) {
        return JdbiAccount.load(Scope.of(handle, account.id(), Dialect.SQLITE, store.vault(), "a node"));
    }
}
