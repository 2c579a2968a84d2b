// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.AccessRecord;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Attempted;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RootUser;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class AttemptsTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Instant LATER = TestStore.NOW.plusSeconds(60);

    private final TestStore store;
    private final TestAccount account;
    private final User tyler;

    AttemptsTest(TestStore store) {
        this.store = store;
        this.account = store.account();
        this.tyler = account.addUser("tyler");
    }

    private Caller caller(User user) {
        return new Caller(account.id(), user, null, null, Caller.Credential.LONG_TERM_KEY, null, null);
    }

    private Attempts attempts() {
        return new Attempts(store.accounts(), NEVER, InstantSource.fixed(TestStore.NOW));
    }

    private static AccessRecord record(User user, String action, long count, Instant at, String region) {
        return new AccessRecord(user.id(), "iam", action, new Attempted(count, at, region));
    }

    private void add(AccessRecord... records) {
        account.change(in -> in.accessRecords().add(List.of(records)));
    }

    private Collection<AccessRecord> stored(User user) {
        return account.read(in -> in.accessRecords().of(Set.of(user.id())));
    }

    @Test
    void countsAreSummedAndTheLaterTimeStays() {
        add(record(tyler, "GetUser", 2, LATER, "eu-central-1"), record(tyler, "ListUsers", 1, LATER, "us-east-1"));
        // A node that writes late.
        add(record(tyler, "GetUser", 3, TestStore.NOW, "us-east-1"));
        assertThat(stored(tyler))
                .containsExactlyInAnyOrder(
                        record(tyler, "GetUser", 5, LATER, "eu-central-1"),
                        record(tyler, "ListUsers", 1, LATER, "us-east-1"));
        add(record(tyler, "GetUser", 1, LATER.plusSeconds(1), "us-west-2"));
        assertThat(stored(tyler)).contains(record(tyler, "GetUser", 6, LATER.plusSeconds(1), "us-west-2"));
    }

    @Test
    void manyNodesLoseNoAttempt() throws InterruptedException {
        List<Object> done = Together.run(8, node -> {
            try (Attempts attempts = attempts()) {
                for (int i = 0; i < 500; i++) {
                    attempts.attempted(caller(tyler), "iam:Action" + i % 3, "us-east-1");
                }
            }
            return "written";
        });
        assertThat(done).containsOnly("written");
        assertThat(stored(tyler).stream().mapToLong(record -> record.attempted().count()))
                .containsExactlyInAnyOrder(8 * 167L, 8 * 167L, 8 * 166L);
    }

    @Test
    void whatIsNotedWhileItIsWrittenIsWrittenOnce() throws InterruptedException {
        try (Attempts attempts = new Attempts(store.accounts(), Duration.ofMillis(1), InstantSource.fixed(LATER))) {
            Together.run(4, thread -> {
                for (int i = 0; i < 5000; i++) {
                    attempts.attempted(caller(tyler), "iam:GetUser", "us-east-1");
                }
                return true;
            });
        }
        assertThat(stored(tyler)).containsExactly(record(tyler, "GetUser", 20_000, LATER, "us-east-1"));
    }

    @Test
    void anAttemptIsKnownAtOnceAndWrittenWhenItIsClosed() {
        Attempts attempts = attempts();
        attempts.attempted(caller(tyler), "iam:GetUser", "us-east-1");
        attempts.attempted(caller(tyler), "iam:GetUser", "us-east-1");
        AccessRecord both = record(tyler, "GetUser", 2, TestStore.NOW, "us-east-1");
        assertThat(account.<List<AccessRecord>>read(in -> attempts.of(in, Set.of(tyler.id()))))
                .containsExactly(both);
        assertThat(stored(tyler)).isEmpty();
        attempts.close();
        assertThat(stored(tyler)).containsExactly(both);
        assertThat(account.<List<AccessRecord>>read(in -> attempts.of(in, Set.of(tyler.id()))))
                .containsExactly(both);
    }

    @Test
    void theLastAttemptIsTheLatestOfAllActions() {
        User marla = account.addUser("marla");
        add(
                record(tyler, "ListUsers", 1, TestStore.NOW, "us-east-1"),
                record(tyler, "GetUser", 4, LATER, "eu-central-1"));
        try (Attempts attempts = attempts()) {
            assertThat(account.<Map<UniqueId, Attempted>>read(in -> attempts.last(in, Set.of(tyler.id(), marla.id()))))
                    .containsExactly(Map.entry(tyler.id(), new Attempted(4, LATER, "eu-central-1")));
        }
    }

    @Test
    void whoIsGoneLeavesNoRecordAndGetsNone() {
        add(record(tyler, "GetUser", 1, LATER, "us-east-1"));
        account.change(in -> in.users().remove(tyler));
        assertThat(stored(tyler)).isEmpty();
        add(record(tyler, "GetUser", 1, LATER, "us-east-1"));
        assertThat(stored(tyler)).isEmpty();
    }

    @Test
    void aUserWhoGoesWhileHerAttemptsAreWrittenLeavesNone() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            User user = account.addUser("user" + round);
            List<Object> done = Together.run(2, thread -> {
                if (thread == 0) {
                    account.change(in -> in.users().remove(user));
                } else {
                    add(record(user, "GetUser", 1, LATER, "us-east-1"));
                }
                return "done";
            });
            assertThat(done).containsOnly("done");
            assertThat(stored(user)).isEmpty();
        }
    }

    @Test
    void whatIsNoActionIsNotKept() {
        try (Attempts attempts = attempts()) {
            attempts.attempted(caller(tyler), "no action at all", null);
            attempts.attempted(caller(tyler), "Shop:Buy", null);
        }
        assertThat(stored(tyler))
                .containsExactly(new AccessRecord(tyler.id(), "shop", "Buy", new Attempted(1, TestStore.NOW, null)));
        assertThat(account.<Boolean>read(in -> in.accessRecords().anyOf("shop")))
                .isTrue();
        assertThat(account.<Boolean>read(in -> in.accessRecords().anyOf("iam"))).isFalse();
    }

    @Test
    void aSignInIsStampedOfRootToo() {
        assertThat(account.<RootUser>read(Account::root).passwordLastUsed()).isNull();
        account.change(in -> in.users().passwordUsed(account.root(), LATER));
        assertThat(account.<RootUser>read(Account::root).passwordLastUsed()).isEqualTo(LATER);
    }
}
