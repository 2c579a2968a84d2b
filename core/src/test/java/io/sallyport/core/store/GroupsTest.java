// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.PolicyName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class GroupsTest {
    private static final Arn READ_ONLY = Arn.parse("arn:aws:iam::aws:policy/ReadOnlyAccess");

    private final TestStore store;
    private final TestAccount account;

    GroupsTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    @Test
    void groupsComeInPagesByNameWithoutRegardToCaseAndBelowAPath() {
        for (String name : List.of("c", "B", "a")) {
            account.addGroup(name);
        }
        Group deep = account.addGroup("d");
        account.change(in -> in.groups().rename(deep, null, new EntityPath("/team_/")));
        store.account().addGroup("elsewhere");

        Page<Group> first = account.read(in -> in.groups().list("/", PageRequest.of(3, null)));
        assertThat(first.items()).extracting(group -> group.name().value()).containsExactly("a", "B", "c");
        Page<Group> second = account.read(in -> in.groups().list("/", PageRequest.of(3, first.marker())));
        assertThat(second.items()).extracting(Group::id).containsExactly(deep.id());
        assertThat(second.isTruncated()).isFalse();
        assertThat(account.read(in -> in.groups().list("/team_", PageRequest.of(null, null)))
                        .items())
                .extracting(Group::id)
                .containsExactly(deep.id());
        assertThat(account.read(in -> in.groups().list("/teamx", PageRequest.of(null, null)))
                        .items())
                .isEmpty();
    }

    @Test
    void membersComeInPagesByNameWithoutRegardToCase() {
        Group group = account.addGroup("devs");
        for (String name : List.of("c", "B", "a")) {
            User user = account.addUser(name);
            account.change(in -> in.groups().addMember(group, user));
        }
        account.addUser("d");

        Page<User> first = account.read(in -> in.groups().members(group.id(), PageRequest.of(2, null)));
        assertThat(first.items()).extracting(user -> user.name().value()).containsExactly("a", "B");
        Page<User> second = account.read(in -> in.groups().members(group.id(), PageRequest.of(2, first.marker())));
        assertThat(second.items()).extracting(user -> user.name().value()).containsExactly("c");
        assertThat(second.isTruncated()).isFalse();
    }

    @Test
    void aGroupGoesOnlyWhenItIsEmpty() {
        Group group = account.addGroup("devs");
        User tyler = account.addUser("tyler");
        account.change(in -> {
            in.policies().put(group.id(), new PolicyName("p"), "{}", 2, 5120);
            in.policies().attach(group.id(), READ_ONLY);
            in.groups().addMember(group, tyler);
        });

        conflict(group, "Cannot delete entity, must delete policies first.");
        account.change(in -> in.policies().remove(group.id(), new PolicyName("p")));
        conflict(group, "Cannot delete entity, must detach all policies first.");
        account.change(in -> in.policies().detach(group.id(), READ_ONLY));
        conflict(group, "Cannot delete entity, must remove users from group first.");
        account.change(in -> in.groups().removeMember(group, tyler));
        account.change(in -> in.groups().remove(group));
        assertThatObject(account.read(in -> in.groups().find(group.name()))).isEqualTo(Optional.empty());
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The group with id " + group.id() + " cannot be found.",
                () -> account.change(in -> in.groups().addMember(group, tyler)));
    }

    private void conflict(Group group, String message) {
        Refused.with(
                Kind.DELETE_CONFLICT,
                message,
                () -> account.change(in -> in.groups().remove(group)));
    }

    @Test
    void whoJoinsAGroupWhileItIsDeletedIsInItOrItIsGone() throws InterruptedException {
        User tyler = account.addUser("tyler");
        for (int round = 0; round < 20; round++) {
            Group group = account.addGroup("devs-" + round);
            List<Object> results = Together.run(
                    4,
                    number -> account.write(in -> {
                        if (number % 2 == 0) {
                            in.groups().addMember(group, tyler);
                        } else {
                            in.groups().remove(group);
                        }
                        return number;
                    }));
            assertThat(results)
                    .allSatisfy(result -> assertThat(result).isInstanceOfAny(Integer.class, IamException.class));
            account.change(in -> in.groups().find(group.name()).ifPresent(left -> {
                in.groups().removeMember(left, tyler);
                in.groups().remove(left);
            }));
        }
        assertThat(account.read(in -> in.groups().of(tyler.id(), PageRequest.of(null, null)))
                        .items())
                .isEmpty();
    }
}
