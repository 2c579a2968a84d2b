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
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.PolicyName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class GroupsAndPoliciesTest {
    private static final Arn ADMIN = Arn.parse("arn:aws:iam::aws:policy/AdministratorAccess");

    private final TestAccount account;

    GroupsAndPoliciesTest(TestStore store) {
        this.account = store.account();
    }

    @Test
    void aGroupIsFoundInAnyCaseAndItsNameIsTakenInEveryCase() {
        Group admins = account.addGroup("Admins");
        assertThatObject(account.read(in -> in.groups().find(new GroupName("aDMINS"))))
                .isEqualTo(Optional.of(admins));
        assertThatObject(account.read(in -> in.groups().require(new GroupName("ADMINS"))))
                .isEqualTo(admins);
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS, "Group with name admins already exists.", () -> account.addGroup("admins"));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The group with name nobody cannot be found.",
                () -> account.read(in -> in.groups().require(new GroupName("nobody"))));
    }

    @Test
    void theQuotaOfGroupsHoldsUnderConcurrency() throws InterruptedException {
        account.change(in -> {
            for (int i = 0; i < 295; i++) {
                in.groups().add(account.group("group-" + i));
            }
        });
        List<Object> results = Together.run(16, number -> account.addGroup("late-" + number));
        assertThat(results).filteredOn(Group.class::isInstance).hasSize(5);
        Refused.with(
                Kind.LIMIT_EXCEEDED, "Cannot exceed quota for GroupsPerAccount: 300", () -> account.addGroup("more"));
    }

    @Test
    void aUserIsInTenGroupsAtMostAlsoUnderConcurrency() throws InterruptedException {
        User tyler = account.addUser("tyler");
        List<Object> results = Together.run(16, number -> {
            Group group = account.addGroup("group-" + number);
            account.change(in -> in.groups().addMember(group, tyler));
            return group;
        });
        assertThat(results).filteredOn(Group.class::isInstance).hasSize(10);
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(6)
                .allMatch(refused ->
                        ((IamException) refused).explanation().equals("Cannot exceed quota for GroupsPerUser: 10"));
        Group first = (Group)
                results.stream().filter(Group.class::isInstance).findFirst().orElseThrow();
        account.change(in -> in.groups().addMember(first, tyler));
        assertThat(groupsOf(tyler, PageRequest.of(null, null)).items())
                .as("joining again is no eleventh group")
                .hasSize(10);
        account.change(in -> in.groups().removeMember(first, tyler));
        account.change(in -> in.groups().removeMember(first, tyler));
        assertThat(groupsOf(tyler, PageRequest.of(null, null)).items())
                .hasSize(9)
                .doesNotContain(first);
    }

    @Test
    void aUsersGroupsComeInPages() {
        User tyler = account.addUser("tyler");
        for (String name : List.of("b", "A", "C")) {
            Group group = account.addGroup(name);
            account.change(in -> in.groups().addMember(group, tyler));
        }
        Page<Group> first = groupsOf(tyler, PageRequest.of(2, null));
        assertThat(first.items()).extracting(group -> group.name().value()).containsExactly("A", "b");
        Page<Group> second = groupsOf(tyler, PageRequest.of(2, first.marker()));
        assertThat(second.items()).extracting(group -> group.name().value()).containsExactly("C");
        assertThat(second.isTruncated()).isFalse();
    }

    private Page<Group> groupsOf(User user, PageRequest page) {
        return account.read(in -> in.groups().of(user.id(), page));
    }

    @Test
    void aUserHoldsItsOwnPoliciesAndThoseOfItsGroups() {
        User tyler = account.addUser("tyler");
        User marla = account.addUser("marla");
        Group admins = account.addGroup("admins");
        Group others = account.addGroup("others");
        account.change(in -> {
            in.groups().addMember(admins, tyler);
            in.policies().attach(admins.id(), ADMIN);
            in.policies().attach(admins.id(), ADMIN);
            in.policies().put(tyler.id(), new PolicyName("Own"), "{\"old\":1}", 9, 2048);
            in.policies().put(tyler.id(), new PolicyName("OWN"), "{\"new\":1}", 9, 2048);
            in.policies().put(others.id(), new PolicyName("p"), "{}", 2, 5120);
            in.policies().put(marla.id(), new PolicyName("p"), "{}", 2, 2048);
        });
        assertThatList(account.read(in -> in.policies().applyingTo(tyler.id())))
                .containsExactlyInAnyOrder(
                        new HeldPolicy(tyler.id(), true, "Own", "{\"new\":1}"),
                        new HeldPolicy(admins.id(), false, ADMIN.toString(), ""));
    }

    @Test
    void tenManagedPoliciesToAHolderAlsoUnderConcurrency() throws InterruptedException {
        User tyler = account.addUser("tyler");
        Group admins = account.addGroup("admins");
        for (var holder : List.of(tyler.id(), admins.id())) {
            List<Object> results = Together.run(
                    16,
                    number -> account.write(in -> {
                        in.policies().attach(holder, Arn.parse("arn:aws:iam::aws:policy/p" + number));
                        return true;
                    }));
            assertThat(results).filteredOn(Boolean.class::isInstance).hasSize(10);
        }
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Cannot exceed quota for PoliciesPerUser: 10",
                () -> account.change(in -> in.policies().attach(tyler.id(), ADMIN)));
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Cannot exceed quota for PoliciesPerGroup: 10",
                () -> account.change(in -> in.policies().attach(admins.id(), ADMIN)));
    }

    @Test
    void inlinePoliciesStayWithinTheirSumAlsoUnderConcurrency() throws InterruptedException {
        User tyler = account.addUser("tyler");
        List<Object> results = Together.run(
                16,
                number -> account.write(in -> {
                    in.policies().put(tyler.id(), new PolicyName("p" + number), "{}", 500, 2048);
                    return number;
                }));
        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(4);
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Maximum policy size of 2048 bytes exceeded for user tyler",
                () -> account.change(in -> in.policies().put(tyler.id(), new PolicyName("more"), "{}", 49, 2048)));
        account.change(in -> in.policies().put(tyler.id(), new PolicyName("exactly"), "{}", 48, 2048));
        account.change(in -> in.policies().put(tyler.id(), new PolicyName("EXACTLY"), "{}", 48, 2048));
    }
}
