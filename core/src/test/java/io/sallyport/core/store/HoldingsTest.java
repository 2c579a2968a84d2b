// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.CustomerPolicyVersion;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.Holding;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class HoldingsTest {
    private static final Arn READ_ONLY = Arn.parse("arn:aws:iam::aws:policy/ReadOnlyAccess");
    private static final Holding NOTHING =
            new Holding(List.of(), List.of(), Optional.empty(), List.of(), List.of(), List.of());

    private final TestStore store;
    private final TestAccount account;

    HoldingsTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private Map<UniqueId, Holding> of(UniqueId... holders) {
        return account.read(in -> in.holdings().of(List.of(holders)));
    }

    @Test
    void eachHoldsItsOwn() {
        User tyler = account.addUser("tyler");
        User marla = account.addUser("marla");
        Group devs = account.addGroup("devs");
        Group admins = account.addGroup("Admins");
        Role app = account.addRole("app");
        InstanceProfile machine = account.addProfile("machine");
        Tag tag = new Tag("team", "soap");
        account.change(in -> {
            in.groups().addMember(devs, tyler);
            in.groups().addMember(admins, tyler);
            in.policies().put(tyler.id(), new PolicyName("b"), "{}", 2, 100);
            in.policies().put(tyler.id(), new PolicyName("A"), "[]", 2, 100);
            in.policies().attach(devs.id(), READ_ONLY);
            in.boundaries().put(tyler.id(), READ_ONLY);
            in.tags().put(app.id(), List.of(tag));
            in.instanceProfiles().putRole(machine, app);
        });
        assertThat(of(tyler.id(), marla.id(), devs.id(), app.id()))
                .containsOnly(
                        Map.entry(
                                tyler.id(),
                                new Holding(
                                        List.of(
                                                new HeldPolicy(tyler.id(), true, "A", "[]"),
                                                new HeldPolicy(tyler.id(), true, "b", "{}")),
                                        List.of(),
                                        Optional.of(READ_ONLY),
                                        List.of(admins.name(), devs.name()),
                                        List.of(),
                                        List.of())),
                        Map.entry(marla.id(), NOTHING),
                        Map.entry(
                                devs.id(),
                                new Holding(
                                        List.of(),
                                        List.of(READ_ONLY),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        List.of())),
                        Map.entry(
                                app.id(),
                                new Holding(
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(tag),
                                        List.of(new InstanceProfile(
                                                machine.id(),
                                                machine.name(),
                                                machine.path(),
                                                machine.createdAt(),
                                                app)))));
        assertThat(of()).isEmpty();
    }

    @Test
    void anotherAccountsHoldingsAreNotFound() {
        User tyler = account.addUser("tyler");
        account.change(in -> in.boundaries().put(tyler.id(), READ_ONLY));
        Map<UniqueId, Holding> found = store.account().read(in -> in.holdings().of(List.of(tyler.id())));
        assertThat(found).containsOnly(Map.entry(tyler.id(), NOTHING));
    }

    @Test
    void manyHoldersTakeNoMoreQueriesThanOne() {
        List<UniqueId> all = Stream.iterate(0, i -> i + 1)
                .limit(300)
                .map(i -> account.user("user" + i, "/").id())
                .toList();
        long one = QueryCount.of(store, account, scope -> new JdbiHoldings(scope).of(all.subList(0, 1)));
        long many = QueryCount.of(store, account, scope -> new JdbiHoldings(scope).of(all));
        assertThat(many).isEqualTo(one);
    }

    @Test
    void documentsOfManyPoliciesAreReadAtOnceTheNewestVersionFirst() {
        CustomerPolicy first = account.addPolicy("first", "/", "{}");
        CustomerPolicy second = account.addPolicy("second", "/", "[]");
        account.change(in -> in.customerPolicies().addVersion(first, "[1]", false, TestStore.NOW));
        Map<UniqueId, Map<CustomerPolicyVersion, String>> documents =
                account.read(in -> in.customerPolicies().documents(List.of(first.id(), second.id())));
        assertThat(documents.get(first.id()))
                .containsExactly(
                        Map.entry(new CustomerPolicyVersion(2, false, TestStore.NOW), "[1]"),
                        Map.entry(new CustomerPolicyVersion(1, true, TestStore.NOW), "{}"));
        assertThat(documents.get(second.id()))
                .containsExactly(Map.entry(new CustomerPolicyVersion(1, true, TestStore.NOW), "[]"));
        assertThat(account.<Map<?, ?>>read(in -> in.customerPolicies().documents(List.of())))
                .isEmpty();
    }
}
