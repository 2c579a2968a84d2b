// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.account.RootUser;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class AccountsTest {
    private static final AccountId ACME = new AccountId("051826736434");
    private static final AccountId OTHER = new AccountId("999999999999");

    private final SqlAccounts accounts;

    AccountsTest(TestStore store) {
        this.accounts = store.accounts();
    }

    private static RootUser root(AccountId id, String email) {
        return new RootUser(UniqueId.ofRoot(id), new EmailAddress(email), TestStore.NOW);
    }

    @Test
    void anAccountIsFoundByAliasAddressAndKeyAndByNothingElse() {
        AccountAlias alias = new AccountAlias("acme");
        accounts.open(ACME, Optional.of(alias), root(ACME, "Root@Acme.example"), account -> true);
        TestAccount acme = new TestAccount(accounts, ACME);

        assertThat(accounts.exists(ACME)).isTrue();
        assertThat(accounts.exists(OTHER)).isFalse();
        assertThat(accounts.list()).contains(ACME).isSortedAccordingTo(Comparator.comparing(AccountId::value));
        assertThat(accounts.byAlias(alias)).contains(ACME);
        assertThat(accounts.byAlias(new AccountAlias("acme2"))).isEmpty();
        assertThat(accounts.byRootEmail(new EmailAddress("rOOT@acme.EXAMPLE"))).contains(ACME);
        assertThat(accounts.byRootEmail(new EmailAddress("root@acme.org"))).isEmpty();
        var key = acme.addKey(acme.root());
        assertThat(accounts.byAccessKey(key.id())).contains(ACME);
        acme.change(account -> account.accessKeys().remove(acme.root(), key.id()));
        assertThat(accounts.byAccessKey(key.id())).isEmpty();

        assertThatObject(acme.read(account -> account.alias())).isEqualTo(Optional.of(alias));
        assertThatObject(acme.read(account -> account.root())).isEqualTo(root(ACME, "Root@Acme.example"));
        assertThatObject(acme.read(account -> account.displayName())).isEqualTo("acme");

        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "account 051826736434 already exists in this store",
                () -> accounts.open(ACME, Optional.empty(), root(ACME, "new@acme.example"), account -> true));
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "an account with root e-mail root@ACME.example already exists in this store",
                () -> accounts.open(OTHER, Optional.empty(), root(OTHER, "root@ACME.example"), account -> true));
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "an account with alias acme already exists in this store",
                () -> accounts.open(OTHER, Optional.of(alias), root(OTHER, "new@acme.example"), account -> true));
        assertThat(accounts.exists(OTHER))
                .as("a refused opening leaves nothing")
                .isFalse();
        assertThat(accounts.byRootEmail(new EmailAddress("new@acme.example"))).isEmpty();
    }

    @Test
    void aFurnishingThatFailsLeavesNoAccount() {
        AccountId id = new AccountId("123412341234");
        assertThatThrownBy(() -> accounts.open(id, Optional.empty(), TestStore.root(id), account -> {
                    throw new IllegalArgumentException("the furnishing failed");
                }))
                .hasMessage("the furnishing failed");
        assertThat(accounts.exists(id)).isFalse();
    }

    @Test
    void anAccountThatIsNotThereIsNoSuchEntity() {
        AccountId nowhere = new AccountId("000000000001");
        String message = "there is no account 000000000001 in this store";
        Refused.with(Kind.NO_SUCH_ENTITY, message, () -> accounts.read(nowhere, account -> true));
        Refused.with(Kind.NO_SUCH_ENTITY, message, () -> accounts.write(nowhere, account -> true));
    }

    @Test
    void anAliasIsGivenOnceHoweverManyWantIt() throws InterruptedException {
        AccountAlias alias = new AccountAlias("wanted-by-many");
        List<Object> results = Together.run(16, number -> {
            AccountId id = new AccountId(String.format(Locale.ROOT, "7%011d", number));
            return accounts.open(id, Optional.of(alias), TestStore.root(id), account -> id);
        });
        assertThat(results).filteredOn(AccountId.class::isInstance).containsExactly(winner(alias));
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(15)
                .allMatch(refused -> ((IamException) refused).kind() == Kind.ENTITY_ALREADY_EXISTS);
    }

    private AccountId winner(AccountAlias alias) {
        return accounts.byAlias(alias).orElseThrow();
    }
}
