// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.PolicyHolder;
import io.sallyport.core.identity.PolicyUsage;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UniqueId.Prefix;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users and groups hold, looked at and taken away. */
@OnBothDatabases
final class HeldPoliciesTest {
    private static final Arn ADMIN = Arn.parse("arn:aws:iam::aws:policy/AdministratorAccess");
    private static final Arn BILLING = Arn.parse("arn:aws:iam::aws:policy/job-function/Billing");
    private static final Set<Prefix> BOTH = EnumSet.of(Prefix.AGPA, Prefix.AIDA);

    private final TestAccount account;
    private final TestAccount other;

    HeldPoliciesTest(TestStore store) {
        this.account = store.account();
        this.other = store.account();
    }

    @Test
    void aManagedPolicyIsListedCountedAndDetachedOnce() {
        User tyler = account.addUser("tyler");
        Group admins = account.addGroup("admins");
        User stranger = other.addUser("tyler");
        other.change(in -> in.policies().attach(stranger.id(), ADMIN));
        account.change(in -> {
            in.policies().attach(tyler.id(), BILLING);
            in.policies().attach(tyler.id(), ADMIN);
            in.policies().attach(admins.id(), ADMIN);
        });

        assertThatObject(account.read(in -> in.policies().attached(tyler.id()))).isEqualTo(List.of(ADMIN, BILLING));
        assertThatObject(account.read(in -> in.policies().attachments())).isEqualTo(Map.of(ADMIN, 2, BILLING, 1));

        assertThat(detach(tyler.id(), ADMIN)).isTrue();
        assertThat(detach(tyler.id(), ADMIN)).isFalse();
        assertThatObject(account.read(in -> in.policies().attached(tyler.id()))).isEqualTo(List.of(BILLING));
        assertThatObject(account.read(in -> in.policies().attachments())).isEqualTo(Map.of(ADMIN, 1, BILLING, 1));
        assertThatObject(other.read(in -> in.policies().attachments())).isEqualTo(Map.of(ADMIN, 1));
    }

    private boolean detach(UniqueId holder, Arn policy) {
        return account.write(in -> in.policies().detach(holder, policy));
    }

    @Test
    void holdersComeGroupsFirstByNameWithoutCaseUnderTheirPath() {
        User upper = account.addUser("B", "/team/");
        User lower = account.addUser("a");
        Group group = account.addGroup("z");
        account.addUser("without");
        for (UniqueId holder : List.of(upper.id(), lower.id(), group.id())) {
            account.change(in -> in.policies().attach(holder, ADMIN));
        }
        PolicyHolder z = new PolicyHolder(group.id(), "z");
        PolicyHolder a = new PolicyHolder(lower.id(), "a");
        PolicyHolder b = new PolicyHolder(upper.id(), "B");

        assertThat(holders(BOTH, "/", PageRequest.of(null, null)).items()).containsExactly(z, a, b);
        assertThat(z.isGroup()).isTrue();
        assertThat(a.isGroup()).isFalse();
        assertThat(holders(EnumSet.of(Prefix.AIDA), "/", PageRequest.of(null, null))
                        .items())
                .containsExactly(a, b);
        assertThat(holders(Set.of(), "/", PageRequest.of(null, null)).items()).isEmpty();
        assertThat(holders(BOTH, "/team", PageRequest.of(null, null)).items()).containsExactly(b);
        Page<PolicyHolder> first = holders(BOTH, "/", PageRequest.of(2, null));
        assertThat(first.items()).containsExactly(z, a);
        Page<PolicyHolder> second = holders(BOTH, "/", PageRequest.of(2, first.marker()));
        assertThat(second.items()).containsExactly(b);
        assertThat(second.isTruncated()).isFalse();
    }

    private Page<PolicyHolder> holders(Set<Prefix> kinds, String pathPrefix, PageRequest page) {
        return account.read(
                in -> in.policies().holders(ADMIN, EnumSet.allOf(PolicyUsage.class), kinds, pathPrefix, page));
    }

    @Test
    void anInlinePolicyIsFoundListedAndRemovedInAnyCase() {
        Group devs = account.addGroup("devs");
        String text = "{\r\n\t\"a\": \"\u00a0\u00ff\" }";
        account.change(in -> {
            in.policies().put(devs.id(), new PolicyName("b"), text, 9, 5120);
            in.policies().put(devs.id(), new PolicyName("A"), "{}", 2, 5120);
        });

        assertThat(document(devs, "B")).isEqualTo(text);
        Page<PolicyName> first = account.read(in -> in.policies().inline(devs.id(), PageRequest.of(1, null)));
        assertThat(first.items()).containsExactly(new PolicyName("A"));
        assertThat(account.read(in -> in.policies().inline(devs.id(), PageRequest.of(1, first.marker())))
                        .items())
                .containsExactly(new PolicyName("b"));
        assertThatList(account.read(in -> in.policies().applyingTo(devs.id())))
                .contains(new HeldPolicy(devs.id(), true, "A", "{}"));

        assertThat(remove(devs, "B")).isTrue();
        assertThat(remove(devs, "B")).isFalse();
        assertThat(document(devs, "b")).isEqualTo("none");
    }

    private String document(Group group, String name) {
        return account.read(in -> in.policies().document(group.id(), new PolicyName(name)))
                .orElse("none");
    }

    private boolean remove(Group group, String name) {
        return account.write(in -> in.policies().remove(group.id(), new PolicyName(name)));
    }
}
