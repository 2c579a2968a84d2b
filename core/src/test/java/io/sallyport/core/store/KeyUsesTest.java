// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.KeyUses;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.KeyUse;
import io.sallyport.core.identity.User;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class KeyUsesTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final KeyUse USE = new KeyUse(TestStore.NOW, "iam", "us-east-1");
    private static final KeyUse LATER = new KeyUse(TestStore.NOW.plusSeconds(60), "sts", "eu-central-1");

    private final TestStore store;
    private final TestAccount account;
    private final AccessKey key;

    KeyUsesTest(TestStore store) {
        this.store = store;
        this.account = store.account();
        this.key = account.addKey(account.root());
    }

    private Optional<KeyUse> stored() {
        return account.read(in -> in.accessKeys().lastUse(key.id()));
    }

    private void use(KeyUse use) {
        account.change(in -> in.accessKeys().used(Map.of(key.id(), use)));
    }

    @Test
    void theLastUseIsKeptAndNeverMovesBack() {
        assertThatObject(stored()).isEqualTo(Optional.empty());
        use(LATER);
        assertThatObject(stored()).isEqualTo(Optional.of(LATER));
        // A node that writes late.
        use(USE);
        assertThatObject(stored()).isEqualTo(Optional.of(LATER));
        KeyUse sameSecond = new KeyUse(LATER.at(), "iam", "us-east-1");
        use(sameSecond);
        assertThatObject(stored()).isEqualTo(Optional.of(sameSecond));
    }

    @Test
    void aKeyThatIsGoneIsNothingToRemember() {
        account.change(in -> in.accessKeys().remove(account.root(), key.id()));
        use(USE);
        assertThatObject(stored()).isEqualTo(Optional.empty());
        store.account().change(in -> in.accessKeys().used(Map.of(key.id(), USE)));
    }

    @Test
    void aKeyIsSwitchedOffAndOnByItsOwnerOnly() {
        User tyler = account.addUser("tyler");
        account.change(in -> in.accessKeys().activate(account.root(), key.id(), false));
        assertThatObject(account.read(in -> in.accessKeys().find(key.id()).map(AccessKey::active)))
                .isEqualTo(Optional.of(false));
        account.change(in -> in.accessKeys().activate(account.root(), key.id(), true));
        assertThatObject(account.read(in -> in.accessKeys().find(key.id()))).isEqualTo(Optional.of(key));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The Access Key with id " + key.id() + " cannot be found.",
                () -> account.change(in -> in.accessKeys().activate(tyler.id(), key.id(), false)));
    }

    @Test
    void aUseIsKnownAtOnceAndWrittenWhenItIsClosed() {
        KeyUses uses = new KeyUses(store.accounts(), NEVER);
        uses.used(account.id(), key.id(), LATER);
        uses.used(account.id(), key.id(), USE);
        assertThatObject(account.read(in -> uses.lastUse(in, key.id()))).isEqualTo(Optional.of(LATER));
        assertThatObject(stored()).isEqualTo(Optional.empty());
        uses.close();
        assertThatObject(stored()).isEqualTo(Optional.of(LATER));
    }

    @Test
    void anotherNodesLaterUseIsTheLast() {
        try (KeyUses uses = new KeyUses(store.accounts(), NEVER)) {
            uses.used(account.id(), key.id(), USE);
            use(LATER);
            assertThatObject(account.read(in -> uses.lastUse(in, key.id()))).isEqualTo(Optional.of(LATER));
        }
        assertThatObject(stored()).isEqualTo(Optional.of(LATER));
    }

    @Test
    void manyUsesAreOneWrite() {
        AtomicInteger writes = new AtomicInteger();
        try (KeyUses uses = new KeyUses(whenWriting(writes::incrementAndGet), NEVER)) {
            for (int i = 0; i < 1000; i++) {
                Instant at = TestStore.NOW.plusSeconds(i);
                uses.used(account.id(), key.id(), new KeyUse(at, "iam", "us-east-1"));
            }
        }
        assertThat(writes).hasValue(1);
        assertThat(stored().map(KeyUse::at)).contains(TestStore.NOW.plusSeconds(999));
    }

    @Test
    void usesAreWrittenAfterAWhileAndAgainWhenTheStoreWasAway() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(2);
        AtomicInteger writes = new AtomicInteger();
        Accounts awayAtFirst = whenWriting(() -> {
            written.countDown();
            if (writes.getAndIncrement() == 0) {
                throw new IllegalStateException("the database is away");
            }
        });
        try (KeyUses uses = new KeyUses(awayAtFirst, Duration.ofMillis(1))) {
            uses.used(account.id(), key.id(), USE);
            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThatObject(stored()).isEqualTo(Optional.of(USE));
        assertThat(writes).as("what is written is not written again").hasValue(2);
    }

    /** The store, telling of each write before it happens. */
    private Accounts whenWriting(Runnable told) {
        return (Accounts) Proxy.newProxyInstance(
                Accounts.class.getClassLoader(), new Class<?>[] {Accounts.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        told.run();
                    }
                    try {
                        return method.invoke(store.accounts(), arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
