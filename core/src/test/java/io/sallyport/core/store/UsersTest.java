// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.credential.BrowserSession;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class UsersTest {
    private final TestStore store;
    private final TestAccount account;

    UsersTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    @Test
    void aUserIsFoundByNameInAnyCaseAndById() {
        User tyler = account.addUser("Tyler", "/staff/");

        assertThatObject(account.read(in -> in.users().find(new UserName("tYLER"))))
                .isEqualTo(Optional.of(tyler));
        assertThatObject(account.read(in -> in.users().find(tyler.id()))).isEqualTo(Optional.of(tyler));
        assertThatObject(account.read(in -> in.users().require(new UserName("TYLER"))))
                .isEqualTo(tyler);
        assertThatObject(account.read(in -> in.users().find(new UserName("marla"))))
                .isEqualTo(Optional.empty());
        assertThatObject(account.read(in -> in.users().find(account.root()))).isEqualTo(Optional.empty());
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The user with name marla cannot be found.",
                () -> account.read(in -> in.users().require(new UserName("marla"))));
    }

    @Test
    void anotherAccountsUserIsNotThere() {
        User tyler = account.addUser("tyler");
        TestAccount other = store.account();

        assertThatObject(other.read(in -> in.users().find(tyler.name()))).isEqualTo(Optional.empty());
        assertThatObject(other.read(in -> in.users().find(tyler.id()))).isEqualTo(Optional.empty());
        assertThatList(other.read(
                        in -> in.users().list("/", PageRequest.of(null, null)).items()))
                .isEmpty();
        other.change(in -> in.users().passwordUsed(tyler.id(), TestStore.NOW));
        assertThatObject(account.read(in -> in.users().require(tyler.name()))).isEqualTo(tyler);
    }

    @Test
    void aNameIsTakenInEveryCase() {
        account.addUser("Tyler");
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS, "User with name TYLER already exists.", () -> account.addUser("TYLER"));
    }

    @Test
    void aNameIsGivenOnceHoweverManyWantIt() throws InterruptedException {
        List<Object> results = Together.run(16, number -> account.addUser(number % 2 == 0 ? "tyler" : "TYLER"));

        assertThat(results).filteredOn(User.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(15)
                .allMatch(refused -> ((IamException) refused).kind() == Kind.ENTITY_ALREADY_EXISTS);
    }

    @Test
    void theQuotaOfUsersHoldsUnderConcurrency() throws InterruptedException {
        account.change(in -> {
            for (int i = 0; i < 4990; i++) {
                in.users().add(account.user("user-" + i, "/"));
            }
        });
        List<Object> results = Together.run(16, number -> account.addUser("late-" + number));

        assertThat(results).filteredOn(User.class::isInstance).hasSize(10);
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Cannot exceed quota for UsersPerAccount: 5000",
                () -> account.addUser("one-too-many"));
    }

    @Test
    void pagesFollowEachOtherInOrderOfNamesWithoutRegardToCase() {
        for (String name : List.of("c", "B", "a", "D", "_e", "f.g", "E-1", "e@x")) {
            account.addUser(name);
        }
        List<String> seen = new ArrayList<>();
        String marker = null;
        int pages = 0;
        do {
            PageRequest request = PageRequest.of(3, marker);
            Page<User> page = account.read(in -> in.users().list("/", request));
            page.items().forEach(user -> seen.add(user.name().value()));
            assertThat(page.isTruncated()).isEqualTo(page.marker() != null);
            marker = page.marker();
            pages++;
        } while (marker != null);

        assertThat(seen).containsExactly("_e", "a", "B", "c", "D", "E-1", "e@x", "f.g");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aPageThatEndsExactlyAtTheEndHasNoMarker() {
        account.addUser("a");
        account.addUser("b");
        Page<User> page = account.read(in -> in.users().list("/", PageRequest.of(2, null)));
        assertThat(page.items()).hasSize(2);
        assertThat(page.marker()).isNull();
    }

    @Test
    void aPathPrefixIsTakenLiterallyAndByCase() {
        account.addUser("a", "/div_a/");
        account.addUser("b", "/div%a/");
        account.addUser("c", "/DIV_A/");
        account.addUser("d", "/div_a/sub/");

        assertThat(names("/div_")).containsExactly("a", "d");
        assertThat(names("/div%")).containsExactly("b");
        assertThat(names("/div_a/s")).containsExactly("d");
        assertThat(names("/")).containsExactly("a", "b", "c", "d");
    }

    private List<String> names(String prefix) {
        return account.read(in -> in.users().list(prefix, PageRequest.of(null, null)).items().stream()
                .map(user -> user.name().value())
                .toList());
    }

    @Test
    void aSignInByPasswordIsStampedToTheMillisecond() {
        User tyler = account.addUser("tyler");
        assertThat(tyler.passwordLastUsed()).isNull();
        Instant at = Instant.parse("1969-12-31T23:59:59.999Z");
        account.change(in -> in.users().passwordUsed(tyler.id(), at));
        assertThat(account.read(in -> in.users().require(tyler.name())).passwordLastUsed())
                .isEqualTo(at);
        account.change(in -> in.users().passwordUsed(tyler.id(), Instant.EPOCH));
        assertThat(account.read(in -> in.users().require(tyler.name())).passwordLastUsed())
                .as("zero is a time, not null")
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void aUserGoesOnlyWhenNothingIsLeftInTheOrderAwsNamesIt() {
        User tyler = account.addUser("tyler");
        Group admins = account.addGroup("admins");
        var key = account.addKey(tyler.id());
        var app = account.addApp("tyler", tyler.id());
        account.change(in -> {
            in.policies().put(tyler.id(), new PolicyName("p"), "{}", 2, 2048);
            in.policies().attach(tyler.id(), Arn.parse("arn:aws:iam::aws:policy/ReadOnlyAccess"));
            in.loginProfiles().add(profile(tyler.id()), "tyler");
            in.groups().addMember(admins, tyler);
        });

        conflict(tyler, "Cannot delete entity, must delete policies first.");
        sql("DELETE FROM inline_policy WHERE account_id = ? AND holder_id = ?", tyler);
        conflict(tyler, "Cannot delete entity, must detach all policies first.");
        sql("DELETE FROM attached_policy WHERE account_id = ? AND holder_id = ?", tyler);
        conflict(tyler, "Cannot delete entity, must remove tokens from principal first.");
        account.change(in -> in.mfaDevices().unassign(app));
        conflict(tyler, "Cannot delete entity, must delete access keys first.");
        account.change(in -> in.accessKeys().remove(tyler.id(), key.id()));
        conflict(tyler, "Cannot delete entity, must delete login profile first.");
        sql("DELETE FROM login_profile WHERE account_id = ? AND owner_id = ?", tyler);
        conflict(tyler, "Cannot delete entity, must remove users from group first.");
        account.change(in -> in.groups().removeMember(admins, tyler));
        account.change(in -> in.users().remove(tyler));
        assertThatObject(account.read(in -> in.users().find(tyler.id()))).isEqualTo(Optional.empty());
    }

    private void conflict(User user, String message) {
        Refused.with(
                Kind.DELETE_CONFLICT,
                message,
                () -> account.change(in -> in.users().remove(user)));
    }

    private void sql(String sql, User user) {
        store.raw()
                .useHandle(handle ->
                        handle.execute(sql, account.id().value(), user.id().value()));
    }

    private static LoginProfile profile(UniqueId owner) {
        return new LoginProfile(owner, new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"), false, TestStore.NOW);
    }

    @Test
    void aUsersSessionsGoWithIt() {
        User tyler = account.addUser("tyler");
        account.change(in -> {
            in.sessions().cutOff(tyler.id(), TestStore.NOW);
            in.sessions()
                    .add(new BrowserSession(
                            "00", tyler.id(), TestStore.NOW, null, TestStore.NOW.plus(Duration.ofHours(1))));
            in.ceremonies()
                    .begin(new Ceremony(
                            "c", Ceremony.Kind.SIGN_IN_FACTOR, tyler.id(), "", TestStore.NOW.plus(Ceremony.LIFETIME)));
            in.users().remove(tyler);
        });
        assertThat(rows("browser_session")).isZero();
        assertThat(rows("session_cutoff")).isZero();
        assertThat(rows("ceremony")).isZero();
    }

    private int rows(String table) {
        AccountId id = account.id();
        return store.raw()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table + " WHERE account_id = :id")
                        .bind("id", id.value())
                        .mapTo(int.class)
                        .one());
    }

    @Test
    void nothingIsGivenToAUserWhoHasGone() {
        User tyler = account.addUser("tyler");
        Group admins = account.addGroup("admins");
        account.change(in -> in.users().remove(tyler));
        String gone = "The user with id " + tyler.id() + " cannot be found.";
        var app = account.app("app");
        account.change(in -> in.mfaDevices().add(app, TestAccount.seed()));

        Refused.with(Kind.NO_SUCH_ENTITY, gone, () -> account.addKey(tyler.id()));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                gone,
                () -> account.change(in -> in.loginProfiles().add(profile(tyler.id()), "tyler")));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                gone,
                () -> account.change(in -> in.policies().put(tyler.id(), new PolicyName("p"), "{}", 2, 2048)));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                gone,
                () -> account.change(
                        in -> in.policies().attach(tyler.id(), Arn.parse("arn:aws:iam::aws:policy/ReadOnlyAccess"))));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                gone,
                () -> account.change(in -> in.groups().addMember(admins, tyler)));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                gone,
                () -> account.change(in -> in.mfaDevices().assign(app, tyler.id(), TestStore.NOW)));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                gone,
                () -> account.change(in -> in.mfaDevices().add(account.securityKey("k", tyler.id(), "01"))));
    }

    @Test
    void aKeyCreatedWhileItsUserIsDeletedIsNoOrphan() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            User tyler = account.addUser("tyler-" + round);
            Together.run(
                    8,
                    number -> number % 2 == 0
                            ? account.addKey(tyler.id())
                            : account.write(in -> {
                                in.users().remove(tyler);
                                return true;
                            }));
        }
        int orphans = store.raw()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM access_key WHERE account_id = :account"
                                + " AND owner_id NOT IN (SELECT user_id FROM iam_user)")
                        .bind("account", account.id().value())
                        .mapTo(int.class)
                        .one());
        assertThat(orphans).isZero();
    }
}
