// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.PasskeySignIn;
import io.sallyport.core.account.SignIn;
import io.sallyport.core.account.SignInName;
import io.sallyport.core.account.SignInTokens;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Descriptor;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UserName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/** Who has passkeys cannot be told by what it takes to list them, nor by asking another node. */
@OnBothDatabases
final class ListedPasskeysTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestStore store;
    private final TestAccount account;
    private final List<String> statements = new ArrayList<>();
    private final List<Descriptor> listed = new ArrayList<>();

    ListedPasskeysTest(TestStore store) {
        this.store = store;
        this.account = store.account();
        PasswordHash hash = new Passwords(RANDOM, 1).hash(new Passwords(RANDOM, 1).generate());
        for (int i = 0; i < 4; i++) {
            give("has" + i, hash);
        }
        User locked = account.addUser("no-password");
        account.change(in -> in.mfaDevices().add(account.passkey("locked", locked.id(), "0a0b0c")));
        account.addUser("nothing");
    }

    private void give(String name, PasswordHash hash) {
        User user = account.addUser(name);
        account.change(in -> {
            in.loginProfiles().add(new LoginProfile(user.id(), hash, false, TestStore.NOW), name);
            in.mfaDevices().add(account.passkey(name, user.id(), "000" + name.charAt(3)));
        });
    }

    private SignInName named(String user) {
        return new SignInName(Optional.of(account.id()), new UserName(user), account.id() + "/" + user);
    }

    private List<SignInName> unlisted() {
        return List.of(
                named("nobody"),
                named("nothing"),
                named("no-password"),
                new SignInName(Optional.empty(), new UserName("has0"), "no-such-alias/has0"),
                new SignInName(Optional.of(new AccountId("210987654321")), new UserName("has0"), "210987654321/has0"));
    }

    @Test
    void whoeverIsNamedTakesTheSameStatements() {
        PasskeySignIn signIn = over(watched());
        // Its secret is made the first time.
        list(signIn, named("has0"));
        statements.clear();
        list(signIn, named("has0"));
        List<String> hers = List.copyOf(statements);
        assertThat(hers).hasSizeGreaterThanOrEqualTo(4);
        for (SignInName name : unlisted()) {
            statements.clear();
            list(signIn, name);
            assertThat(statements).as(name.typed()).isEqualTo(hers);
        }
    }

    @Test
    void anotherNodeListsTheSame() {
        List<SignInName> names = new ArrayList<>(unlisted());
        names.add(named("has1"));
        PasskeySignIn here = over(store.accounts());
        try (SqlAccounts other = store.anotherNode()) {
            PasskeySignIn there = over(other);
            for (SignInName name : names) {
                List<Descriptor> first = list(here, name);
                assertThat(first).hasSize(1);
                assertThat(list(there, name)).isEqualTo(first);
            }
        }
    }

    private List<Descriptor> list(PasskeySignIn signIn, SignInName name) {
        signIn.begin(name);
        return List.copyOf(listed);
    }

    /** Whose reads are watched. */
    private Accounts watched() {
        return (Accounts) Proxy.newProxyInstance(
                Accounts.class.getClassLoader(), new Class<?>[] {Accounts.class}, (self, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        @SuppressWarnings("unchecked")
                        Function<Account, Object> work = (Function<Account, Object>) arguments[1];
                        return store.raw().inTransaction(handle -> {
                            handle.setSqlLogger(new SqlLogger() {
                                @Override
                                public void logAfterExecution(StatementContext context) {
                                    note(context.getRawSql());
                                }
                            });
                            Scope scope = Scope.of(
                                    handle, (AccountId) arguments[0], store.dialect(), store.vault(), "a node");
                            return work.apply(JdbiAccount.load(scope.toRead()));
                        });
                    }
                    try {
                        return method.invoke(store.accounts(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void note(String statement) {
        // Where a name is beyond the last owner in the ring, whoever's it is, the ring is looked at from its beginning.
        if (!statement.contains("owner_id < :from")) {
            statements.add(statement);
        }
    }

    private PasskeySignIn over(Accounts accounts) {
        InstantSource clock = () -> TestStore.NOW;
        SecurityKeys keys = (SecurityKeys) Proxy.newProxyInstance(
                SecurityKeys.class.getClassLoader(), new Class<?>[] {SecurityKeys.class}, (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("startPasskey");
                    listed.clear();
                    ((List<?>) arguments[0]).forEach(one -> listed.add((Descriptor) one));
                    return new SecurityKeys.Ceremony("{}", "{}");
                });
        SignIn signIn = new SignIn(
                accounts,
                new Passwords(RANDOM, 1),
                new MfaRegistry(new CodeVerification(new StepCodes(), clock), clock, RANDOM),
                keys,
                new SignInTokens(RANDOM),
                clock);
        return new PasskeySignIn(accounts, signIn, keys, store.vault(), RANDOM, clock);
    }
}
