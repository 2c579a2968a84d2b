// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.UserName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnBothDatabases
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TransactionsTest {
    private final TestAccount account;

    TransactionsTest(TestStore store) {
        this.account = store.account();
    }

    private boolean has(String name) {
        return account.read(in -> in.users().find(new UserName(name)).isPresent());
    }

    private void add(Account in, String name) {
        in.users().add(account.user(name, "/"));
    }

    @Test
    void aRefusalCommitsAndItsReasonIsThrown() {
        Refused.with(
                Kind.ACCESS_DENIED,
                "no",
                () -> account.change(in -> {
                    add(in, "trace");
                    throw new Refusal(new IamException(Kind.ACCESS_DENIED, "no"));
                }));
        assertThat(has("trace")).isTrue();
    }

    @Test
    void everyOtherExceptionRollsBackAndIsThrownAsItIs() {
        for (Throwable thrown : List.of(
                new IamException(Kind.INVALID_INPUT, "no"),
                new IllegalStateException("broken"),
                new AssertionError("an error"))) {
            assertThatThrownBy(() -> account.change(in -> {
                        add(in, "trace");
                        TransactionsTest.<RuntimeException>throwing(thrown);
                    }))
                    .isSameAs(thrown);
            assertThat(has("trace")).isFalse();
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void throwing(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aFailureSpoilsNoneOfThoseItCommitsWith() throws InterruptedException {
        List<Object> results = Together.run(
                48,
                number -> account.write(in -> {
                    add(in, "user-" + number);
                    if (number % 3 == 1) {
                        throw new Refusal(new IamException(Kind.ACCESS_DENIED, "kept"));
                    }
                    if (number % 3 == 2) {
                        throw new IllegalStateException("rolled back");
                    }
                    return number;
                }));
        for (int i = 0; i < 48; i++) {
            assertThat(has("user-" + i)).as("user-%d: %s", i, results.get(i)).isEqualTo(i % 3 != 2);
        }
    }

    @Test
    void aStatementThatFailsSpoilsOnlyItsOwnRequest() throws InterruptedException {
        User twin = account.user("twin", "/");
        List<Object> results = Together.run(
                16,
                number -> account.write(in -> {
                    // Two users of one id: a constraint that the adapter does not expect.
                    in.users()
                            .add(new User(twin.id(), new UserName("twin-" + number), twin.path(), TestStore.NOW, null));
                    return number;
                }));
        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(RuntimeException.class::isInstance).hasSize(15);
        account.addUser("after");
        assertThat(has("after")).isTrue();
    }

    @Test
    void aWriteWithinAWriteIsRefusedRatherThanWaitedFor() {
        assertThatThrownBy(() -> account.write(in -> account.addUser("nested")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("work in a transaction may not open another");
        assertThat(has("nested")).isFalse();
        account.addUser("after");
        assertThat(has("after")).isTrue();
    }

    @Test
    void readingSeesOneMomentHoweverLongItTakes() {
        List<Boolean> seen = account.read(in -> {
            boolean before = in.users().find(new UserName("meanwhile")).isPresent();
            CompletableFuture.runAsync(() -> account.addUser("meanwhile"))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            return List.of(before, in.users().find(new UserName("meanwhile")).isPresent());
        });
        assertThat(seen).containsExactly(false, false);
        assertThat(has("meanwhile")).isTrue();
    }

    @Test
    void readingChangesNothing() {
        assertThatThrownBy(() -> account.read(in -> {
                    in.users().add(account.user("tyler", "/"));
                    return true;
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(has("tyler")).isFalse();
        account.addUser("after");
        assertThat(has("after")).as("the connection is as good as new").isTrue();
    }

    @Test
    void whatWasWrittenIsReadAtOnce() throws InterruptedException {
        List<Object> results = Together.run(16, number -> {
            User user = account.addUser("user-" + number);
            return account.read(in -> in.users().find(user.id())).equals(Optional.of(user));
        });
        assertThat(results).hasSize(16).containsOnly(true);
    }

    @Test
    void failuresLeakNoConnection() {
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> account.read(in -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
            assertThatThrownBy(() -> account.write(in -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
        }
        assertThatObject(account.read(in -> in.id())).isEqualTo(account.id());
    }
}
