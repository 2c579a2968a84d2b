// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class CeremoniesTest {
    private final TestStore store;
    private final TestAccount account;

    CeremoniesTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private static Ceremony ceremony(String id, UniqueId owner, Instant at) {
        return new Ceremony(id, Ceremony.Kind.SIGN_IN_FACTOR, owner, "{\"x\":\"é\"}", at.plus(Ceremony.LIFETIME));
    }

    @Test
    void aCeremonyIsFoundByItsIdAndKindUntilItExpires() {
        Ceremony ceremony = ceremony("one", account.root(), TestStore.NOW);
        account.change(in -> in.ceremonies().begin(ceremony));
        Instant last = ceremony.expiresAt().minusMillis(1);

        assertThatObject(account.read(in -> in.ceremonies().find("one", Ceremony.Kind.SIGN_IN_FACTOR, last)))
                .isEqualTo(Optional.of(ceremony));
        assertThatObject(account.read(
                        in -> in.ceremonies().find("one", Ceremony.Kind.SIGN_IN_FACTOR, ceremony.expiresAt())))
                .isEqualTo(Optional.empty());
        assertThatObject(account.read(in -> in.ceremonies().find("one", Ceremony.Kind.KEY_REGISTRATION, last)))
                .isEqualTo(Optional.empty());
        assertThatObject(store.account().read(in -> in.ceremonies().find("one", Ceremony.Kind.SIGN_IN_FACTOR, last)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aCeremonyEndsExactlyOnce() throws InterruptedException {
        Ceremony ceremony = ceremony("once", account.root(), TestStore.NOW);
        account.change(in -> in.ceremonies().begin(ceremony));
        List<Object> results =
                Together.run(64, number -> account.write(in -> in.ceremonies().end(ceremony)));
        assertThat(results).hasSize(64).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(results).filteredOn(Boolean.FALSE::equals).hasSize(63);
        assertThatObject(account.read(in -> in.ceremonies().find("once", Ceremony.Kind.SIGN_IN_FACTOR, TestStore.NOW)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void beginningSweepsTheOwnersExpiredCeremonies() {
        account.change(in -> in.ceremonies().begin(ceremony("old", account.root(), TestStore.NOW)));
        account.change(
                in -> in.ceremonies().begin(ceremony("new", account.root(), TestStore.NOW.plus(Ceremony.LIFETIME))));
        List<String> left = store.raw()
                .withHandle(handle -> handle.createQuery("SELECT ceremony_id FROM ceremony WHERE account_id = :id")
                        .bind("id", account.id().value())
                        .mapTo(String.class)
                        .list());
        assertThat(left).containsExactly("new");
    }
}
