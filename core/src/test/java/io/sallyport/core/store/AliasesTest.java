// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.name.AccountAlias;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class AliasesTest {
    private final TestStore store;
    private final TestAccount account;

    AliasesTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private AccountAlias alias(String prefix) {
        return new AccountAlias(prefix + "-" + account.id());
    }

    @Test
    void anAliasFindsItsAccountUntilItIsReplacedOrRemoved() {
        AccountAlias first = alias("first");
        AccountAlias second = alias("second");
        account.change(in -> in.aliases().put(first));
        assertThat(store.accounts().byAlias(first)).contains(account.id());
        assertThatObject(account.read(Account::alias)).isEqualTo(Optional.of(first));

        account.change(in -> in.aliases().put(second));
        assertThat(store.accounts().byAlias(first)).isEmpty();
        assertThat(store.accounts().byAlias(second)).contains(account.id());
        TestAccount other = store.account();
        other.change(in -> in.aliases().put(first));
        assertThat(store.accounts().byAlias(first)).contains(other.id());

        account.change(in -> in.aliases().remove(second));
        assertThat(store.accounts().byAlias(second)).isEmpty();
        assertThatObject(account.read(Account::alias)).isEqualTo(Optional.empty());
        assertThat(store.accounts().byAlias(first)).contains(other.id());
    }

    @Test
    void anAliasThatAnyAccountHasIsRefused() {
        AccountAlias taken = alias("taken");
        AccountAlias own = alias("own");
        store.account().change(in -> in.aliases().put(taken));
        account.change(in -> in.aliases().put(own));
        for (AccountAlias refused : List.of(taken, own)) {
            Refused.with(
                    Kind.ENTITY_ALREADY_EXISTS,
                    "The account alias " + refused + " already exists.",
                    () -> account.change(in -> in.aliases().put(refused)));
        }
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The account alias " + taken + " cannot be found.",
                () -> account.change(in -> in.aliases().remove(taken)));
        assertThatObject(account.read(Account::alias)).isEqualTo(Optional.of(own));
    }

    @Test
    void anAliasIsGivenOnceHoweverManyAccountsWantIt() throws InterruptedException {
        AccountAlias wanted = alias("wanted");
        List<TestAccount> accounts = Stream.generate(store::account).limit(8).toList();
        List<Object> results = Together.run(
                8,
                number -> accounts.get(number).write(in -> {
                    in.aliases().put(wanted);
                    return in.id();
                }));
        assertThat(results)
                .filteredOn(result -> !(result instanceof IamException))
                .containsExactly(store.accounts().byAlias(wanted).orElseThrow());
    }

    @Test
    void anAccountHasOneAliasHoweverManyItIsGivenAtOnce() throws InterruptedException {
        List<Object> results = Together.run(
                8,
                number -> account.write(in -> {
                    in.aliases().put(alias("a" + number));
                    return number;
                }));
        assertThat(results).hasOnlyElementsOfType(Integer.class);
        List<AccountAlias> left = Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
                .map(number -> alias("a" + number))
                .filter(alias -> store.accounts().byAlias(alias).isPresent())
                .toList();
        assertThat(left).containsExactly(account.read(Account::alias).orElseThrow());
    }
}
