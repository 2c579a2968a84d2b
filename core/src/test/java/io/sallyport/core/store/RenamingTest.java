// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UserName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Users and groups under another name are the ones they were. */
@OnBothDatabases
final class RenamingTest {
    private static final UserName MARLA = new UserName("marla");
    private static final GroupName STAFF = new GroupName("staff");
    private static final EntityPath TEAM = new EntityPath("/team/");
    private static final PageRequest ALL = PageRequest.of(null, null);

    private final TestStore store;
    private final TestAccount account;

    RenamingTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    @Test
    void aRenamedUserKeepsHerIdAndAllThatIsHers() {
        User tyler = account.addUser("tyler");
        Group admins = account.addGroup("admins");
        var key = account.addKey(tyler.id());
        var app = account.addApp("phone", tyler.id());
        account.change(in -> {
            in.groups().addMember(admins, tyler);
            in.policies().put(tyler.id(), new PolicyName("p"), "{}", 2, 2048);
            in.tags().put(tyler.id(), List.of(new Tag("team", "blue")));
            in.users().rename(tyler, MARLA, TEAM);
        });

        User marla = tyler.renamed(MARLA, TEAM);
        assertThatObject(account.read(in -> in.users().find(MARLA))).isEqualTo(Optional.of(marla));
        assertThatObject(account.read(in -> in.users().find(tyler.name()))).isEqualTo(Optional.empty());
        assertThat(account.read(in -> in.groups().members(admins.id(), ALL)).items())
                .containsExactly(marla);
        assertThat(account.read(in -> in.accessKeys().of(marla.id(), ALL)).items())
                .containsExactly(key);
        assertThatList(account.read(in -> in.mfaDevices().of(marla.id())))
                .extracting(device -> device.serial())
                .containsExactly(app.serial());
        assertThatList(account.read(in -> in.policies().applyingTo(marla.id()))).hasSize(1);
        assertThatList(account.read(in -> in.tags().of(marla.id()))).hasSize(1);
    }

    @Test
    void nameAndPathChangeEachByItselfAndTheCaseOfANameToo() {
        User tyler = account.addUser("tyler", "/staff/");
        account.change(in -> in.users().rename(tyler, new UserName("TYLER"), null));
        account.change(in -> in.users().rename(tyler, null, TEAM));
        account.change(in -> in.users().rename(tyler, null, null));
        assertThatObject(account.read(in -> in.users().require(tyler.name())))
                .isEqualTo(tyler.renamed(new UserName("TYLER"), TEAM));

        Group group = account.addGroup("devs");
        account.change(in -> in.groups().rename(group, new GroupName("Devs"), null));
        account.change(in -> in.groups().rename(group, null, TEAM));
        assertThatObject(account.read(in -> in.groups().require(group.name())))
                .isEqualTo(group.renamed(new GroupName("Devs"), TEAM));
    }

    @Test
    void aNameThatIsTakenIsRefusedInEveryCase() {
        User tyler = account.addUser("tyler");
        account.addUser("Marla");
        Group devs = account.addGroup("devs");
        account.addGroup("Staff");

        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "User with name marla already exists.",
                () -> account.change(in -> in.users().rename(tyler, MARLA, TEAM)));
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "Group with name staff already exists.",
                () -> account.change(in -> in.groups().rename(devs, STAFF, TEAM)));
        assertThatObject(account.read(in -> in.users().require(tyler.name()))).isEqualTo(tyler);
        assertThatObject(account.read(in -> in.groups().require(devs.name()))).isEqualTo(devs);
    }

    @Test
    void anotherAccountsNamesAreNotInTheWay() {
        User tyler = account.addUser("tyler");
        store.account().addUser("marla");
        account.change(in -> in.users().rename(tyler, MARLA, null));
        assertThatObject(account.read(in -> in.users().require(MARLA).id())).isEqualTo(tyler.id());
    }

    @Test
    void aNameIsGivenOnceHoweverManyAreRenamedAndCreated() throws InterruptedException {
        List<User> users = List.of(account.addUser("a"), account.addUser("b"), account.addUser("c"));
        List<Group> groups = List.of(account.addGroup("a"), account.addGroup("b"), account.addGroup("c"));
        List<Object> results = Together.run(
                16,
                number -> account.write(in -> {
                    if (number % 4 == 0) {
                        in.users().add(account.user("Marla", "/"));
                        in.groups().add(account.group("Staff"));
                    } else {
                        in.users().rename(users.get(number % 3), MARLA, null);
                        in.groups().rename(groups.get(number % 3), STAFF, null);
                    }
                    return in.users().require(MARLA).id();
                }));

        Object owner = account.read(in -> in.users().require(MARLA).id());
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .allMatch(refused -> ((IamException) refused).kind() == Kind.ENTITY_ALREADY_EXISTS);
        assertThat(results)
                .filteredOn(result -> !(result instanceof IamException))
                .as("whoever has it may be renamed to it again")
                .isNotEmpty()
                .containsOnly(owner);
    }

    @Test
    void whoIsGoneIsNotRenamed() {
        User tyler = account.addUser("tyler");
        Group devs = account.addGroup("devs");
        account.change(in -> {
            in.users().remove(tyler);
            in.groups().remove(devs);
        });
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The user with id " + tyler.id() + " cannot be found.",
                () -> account.change(in -> in.users().rename(tyler, MARLA, null)));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The group with id " + devs.id() + " cannot be found.",
                () -> account.change(in -> in.groups().rename(devs, STAFF, null)));
    }
}
