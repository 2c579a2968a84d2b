// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.PasswordChanges;
import io.sallyport.core.credential.BrowserSession;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.PasswordPolicy;
import io.sallyport.core.credential.PasswordProfile;
import io.sallyport.core.credential.PasswordRegime;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Passwords that were replaced, and what an account asks of new ones. */
@OnBothDatabases
final class PasswordStoreTest {
    private static final PasswordPolicy FULL = new PasswordPolicy(14, true, false, true, false, true, 90, 3, true);
    private static final PasswordPolicy BARE = new PasswordPolicy(6, false, true, false, true, false, null, null, null);

    private final TestStore store;
    private final TestAccount account;
    private final Passwords passwords = new Passwords(new SecureRandom(), 2);
    private final PasswordChanges changes = new PasswordChanges(passwords, () -> TestStore.NOW);

    PasswordStoreTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private static PasswordHash hash(int number) {
        return new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAA" + number);
    }

    private UniqueId withPassword(String name) {
        User user = account.addUser(name);
        account.change(in -> in.loginProfiles().add(new LoginProfile(user.id(), hash(0), false, TestStore.NOW), name));
        return user.id();
    }

    private void change(UniqueId owner, int number, int remembered) {
        account.change(in ->
                in.loginProfiles().change(owner, hash(number), false, TestStore.NOW.plusSeconds(number), remembered));
    }

    private List<PasswordHash> earlier(UniqueId owner) {
        return account.read(in -> in.loginProfiles().earlier(owner));
    }

    @Test
    void asManyAsAskedForAreRememberedTheLatestFirst() {
        UniqueId tyler = withPassword("tyler");
        UniqueId marla = withPassword("marla");
        IntStream.rangeClosed(1, 4).forEach(number -> change(tyler, number, 3));
        assertThatList(earlier(tyler)).containsExactly(hash(3), hash(2), hash(1));
        change(tyler, 5, 2);
        assertThatList(earlier(tyler)).containsExactly(hash(4), hash(3));
        change(tyler, 6, 3);
        assertThatList(earlier(tyler)).containsExactly(hash(5), hash(4), hash(3));
        assertThatList(earlier(marla)).isEmpty();
        change(tyler, 7, 0);
        assertThatList(earlier(tyler)).isEmpty();
    }

    @Test
    void aChangeIsDatedAndTheFirstPasswordsDateStays() {
        UniqueId tyler = withPassword("tyler");
        change(tyler, 1, 0);
        assertThatObject(account.read(in -> in.loginProfiles().find(tyler)))
                .isEqualTo(Optional.of(
                        new LoginProfile(tyler, hash(1), false, TestStore.NOW, TestStore.NOW.plusSeconds(1))));
        account.change(in -> in.loginProfiles().requireChange(tyler, true));
        assertThatObject(account.read(in -> in.loginProfiles().find(tyler)))
                .isEqualTo(Optional.of(
                        new LoginProfile(tyler, hash(1), true, TestStore.NOW, TestStore.NOW.plusSeconds(1))));
    }

    @Test
    void aPasswordThatIsTakenAwayIsRememberedUntilItsOwnerGoes() {
        User tyler = account.addUser("tyler");
        account.change(
                in -> in.loginProfiles().add(new LoginProfile(tyler.id(), hash(0), false, TestStore.NOW), "tyler"));
        assertThatObject(account.write(in -> in.loginProfiles().remove(tyler.id(), 2)))
                .isEqualTo(true);
        assertThatObject(account.write(in -> in.loginProfiles().remove(tyler.id(), 2)))
                .isEqualTo(false);
        assertThatObject(account.read(in -> in.loginProfiles().find(tyler.id())))
                .isEqualTo(Optional.empty());
        assertThatList(earlier(tyler.id())).containsExactly(hash(0));

        account.change(in -> in.users().remove(tyler));
        int left = store.raw()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM password_history")
                        .mapTo(Integer.class)
                        .one());
        assertThat(left).isZero();
    }

    private boolean isSignedIn(String session) {
        return account.read(in -> in.sessions().find(session, TestStore.NOW).isPresent());
    }

    @Test
    void whatTheOldPasswordOpenedEndsWithItAndNothingElse() {
        UniqueId tyler = withPassword("tyler");
        UniqueId marla = withPassword("marla");
        Instant end = TestStore.NOW.plus(BrowserSession.LIFETIME);
        account.change(in -> {
            in.sessions().add(new BrowserSession("a1", tyler, TestStore.NOW, null, end));
            in.sessions().add(new BrowserSession("a2", marla, TestStore.NOW, null, end));
        });
        change(tyler, 1, 0);
        assertThat(isSignedIn("a1")).isFalse();
        assertThat(isSignedIn("a2")).isTrue();
        // Sessions of access keys have nothing to do with the password.
        assertThatObject(account.read(in -> in.sessions().validAfter(tyler))).isEqualTo(Instant.EPOCH);
        account.change(in -> in.loginProfiles().remove(marla, 0));
        assertThat(isSignedIn("a2")).isFalse();
    }

    @Test
    void aPolicyComesBackAsItWasAndReplacesTheOneBefore() {
        assertThatObject(account.read(in -> in.passwordPolicies().find())).isEqualTo(Optional.empty());
        for (PasswordPolicy policy : List.of(FULL, BARE)) {
            account.change(in -> in.passwordPolicies().put(policy));
            assertThatObject(account.read(in -> in.passwordPolicies().find())).isEqualTo(Optional.of(policy));
        }
        PasswordPolicy soft = new PasswordPolicy(6, false, false, false, false, false, 1, null, false);
        account.change(in -> in.passwordPolicies().put(soft));
        assertThatObject(account.read(in -> in.passwordPolicies().find())).isEqualTo(Optional.of(soft));
        assertThatObject(store.account().read(in -> in.passwordPolicies().find()))
                .isEqualTo(Optional.empty());
        assertThatObject(account.write(in -> in.passwordPolicies().remove())).isEqualTo(true);
        assertThatObject(account.write(in -> in.passwordPolicies().remove())).isEqualTo(false);
    }

    @Test
    void manyPoliciesAtOnceLeaveOne() throws InterruptedException {
        List<Object> results = Together.run(
                8,
                number -> account.write(in -> {
                    in.passwordPolicies().put(number % 2 == 0 ? FULL : BARE);
                    return number;
                }));
        assertThat(results).allMatch(Integer.class::isInstance);
        assertThatObject(account.read(in -> in.passwordPolicies().find().orElseThrow()))
                .isIn(FULL, BARE);
    }

    @Test
    void thePolicyDoesNotBindRootButTheProfileDoes() {
        UniqueId tyler = withPassword("tyler");
        account.change(in -> {
            in.passwordPolicies().put(FULL);
            in.passwordPolicies().choose(PasswordProfile.NIST);
        });
        assertThatObject(account.read(in -> in.passwordPolicies().regime(tyler)))
                .isEqualTo(new PasswordRegime(PasswordProfile.NIST, FULL));
        assertThatObject(account.read(in -> in.passwordPolicies().regime(account.root())))
                .isEqualTo(new PasswordRegime(PasswordProfile.NIST, null));
        assertThatObject(store.account().read(in -> in.passwordPolicies().profile()))
                .isEqualTo(PasswordProfile.AWS);
    }

    @Test
    void ofManyChangesAtOnceOneWinsAndTheOldPasswordIsRememberedOnce() throws InterruptedException {
        account.change(in ->
                in.passwordPolicies().put(new PasswordPolicy(6, false, false, false, false, false, null, 24, null)));
        UniqueId tyler = account.addUser("tyler").id();
        Password first = passwords.generate();
        PasswordHash firstHash = passwords.hash(first);
        account.change(in -> in.loginProfiles().add(new LoginProfile(tyler, firstHash, false, TestStore.NOW), "tyler"));
        PasswordChanges.Situation situation = account.read(in -> PasswordChanges.of(in, tyler));
        List<PasswordChanges.Ready> ready = IntStream.range(0, 6)
                .mapToObj(i -> changes.ready(situation, passwords.generate()))
                .toList();
        List<Object> results = Together.run(
                6,
                number -> account.write(in -> {
                    changes.change(in, ready.get(number), false);
                    return number;
                }));
        List<Object> winners =
                results.stream().filter(Integer.class::isInstance).toList();
        assertThat(winners).hasSize(1);
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(5)
                .allMatch(refused -> ((IamException) refused).kind() == Kind.ENTITY_TEMPORARILY_UNMODIFIABLE);
        assertThatObject(account.read(
                        in -> in.loginProfiles().find(tyler).orElseThrow().hash()))
                .isEqualTo(ready.get((Integer) winners.get(0)).hash());
        assertThatList(earlier(tyler)).containsExactly(firstHash);
    }

    @Test
    void aPolicyThatChangedMeanwhileIsNotGotRound() {
        UniqueId tyler = withPassword("tyler");
        PasswordChanges.Ready ready =
                changes.ready(account.read(in -> PasswordChanges.of(in, tyler)), Password.of("correct Horse 7"));
        account.change(in -> in.passwordPolicies().put(FULL));
        Refused.with(
                Kind.ENTITY_TEMPORARILY_UNMODIFIABLE,
                "Login Profile for User tyler cannot be modified while login profile is being modified.",
                () -> account.change(in -> changes.change(in, ready, false)));
    }

    @Test
    void anOwnerWhoWentMeanwhileIsMissed() {
        User tyler = account.addUser("tyler");
        PasswordChanges.Ready ready =
                changes.ready(account.read(in -> PasswordChanges.of(in, tyler.id())), Password.of("correct Horse 7"));
        account.change(in -> in.users().remove(tyler));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The user with id " + tyler.id() + " cannot be found.",
                () -> account.write(in -> changes.add(in, ready, false)));
    }

    @Test
    void anExpiredPasswordIsAsOldAsItsLastChange() {
        UniqueId tyler = withPassword("tyler");
        account.change(in -> in.passwordPolicies().put(FULL));
        change(tyler, 1, 3);
        assertThatObject(account.read(in -> in.passwordPolicies()
                        .regime(tyler)
                        .nextRotation(in.loginProfiles().find(tyler).orElseThrow())))
                .isEqualTo(Optional.of(TestStore.NOW.plusSeconds(1).plus(Duration.ofDays(90))));
    }
}
