// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.ManagedPolicies;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CompiledPrincipalsTest {
    private static final UniqueId ID = new UniqueId("AIDAIOSFODNN7EXAMPLE");

    private final PolicyHolders holders = new PolicyHolders();
    private final Account account = holders.account();
    private final CompiledPrincipals principals = new CompiledPrincipals(new ManagedPolicies());
    private final Caller tyler = caller("tyler");

    private static Caller caller(String name) {
        User user = new User(ID, new UserName(name), EntityPath.ROOT, Instant.EPOCH, null);
        return Caller.ofUser(PolicyHolders.ID, user, Caller.Credential.LONG_TERM_KEY);
    }

    private static String allow(String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}}";
    }

    @Test
    void compilesAPrincipalOnce() {
        holders.hold(ID, allow("iam:GetUser"));
        CompiledPrincipals.Compiled first = principals.find(account, tyler);
        assertThat(principals.find(account, tyler)).isSameAs(first);
        assertThat(holders.reads()).isEqualTo(1);
    }

    @Test
    void compilesAgainWhenHerPoliciesChanged() {
        holders.hold(ID, allow("iam:GetUser"));
        CompiledPrincipals.Compiled first = principals.find(account, tyler);
        holders.hold(ID, allow("iam:ListUsers"));
        assertThat(principals.find(account, tyler).policies()).isNotSameAs(first.policies());
    }

    @Test
    void readsButDoesNotCompileAgainWhenSomebodyElsesChanged() {
        holders.hold(ID, allow("iam:GetUser"));
        CompiledPrincipals.Compiled first = principals.find(account, tyler);
        holders.touch();
        assertThat(principals.find(account, tyler).policies()).isSameAs(first.policies());
        principals.find(account, tyler);
        assertThat(holders.reads()).isEqualTo(2);
    }

    @Test
    void findsNewTagsWithOldPolicies() {
        holders.hold(ID, allow("iam:GetUser"));
        assertThat(principals.find(account, tyler).tags()).isEmpty();
        holders.tag(new Tag("team", "blue"));
        assertThat(principals.find(account, tyler).tags()).containsExactly(new Tag("team", "blue"));
    }

    @Test
    void keepsNothingOfATransactionThatIsChangingPolicies() {
        holders.hold(ID, allow("iam:GetUser"));
        CompiledPrincipals.Compiled first = principals.find(account, tyler);
        holders.beginChanging();
        CompiledPrincipals.Compiled within = principals.find(account, tyler);
        assertThat(within).isNotSameAs(first);
        assertThat(principals.find(account, tyler)).isNotSameAs(within);
        holders.endChanging();
        assertThat(principals.find(account, tyler)).isSameAs(first);
    }

    @Test
    void aUserOfANewNameIsCompiledForIt() {
        holders.hold(ID, allow("iam:GetUser"));
        CompiledPrincipals.Compiled first = principals.find(account, tyler);
        assertThat(principals.find(account, caller("durden")).policies()).isNotSameAs(first.policies());
    }

    @Test
    void knowsWhetherAnyPolicyAsksForTheResourcesTags() {
        holders.hold(ID, allow("iam:GetUser"));
        assertThat(principals.find(account, tyler).asksForResourceTags()).isFalse();
        for (String condition : new String[] {
            "{\"StringEquals\":{\"AWS:resourceTag/team\":\"blue\"}}",
            "{\"StringLike\":{\"iam:ResourceTag/team\":\"*\"}}",
            "{\"StringEquals\":{\"aws:username\":\"${aws:\\u0052esourceTag/team}\"}}"
        }) {
            holders.hold(
                    ID,
                    allow("iam:GetUser"),
                    allow("iam:*").replace("\"Resource\"", "\"Condition\":" + condition + ",\"Resource\""));
            assertThat(principals.find(account, tyler).asksForResourceTags())
                    .as(condition)
                    .isTrue();
        }
    }
}
