// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.DecisionPoint;
import io.sallyport.core.account.Verdict;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyLayer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Decisions as a plain call, by a program that has the store and no server. */
@OnBothDatabases
final class DecisionPointTest {
    private static final String ORDER = "arn:aws:orders:us-east-1:051826736434:order/7";

    private final TestAccount account;
    private final DecisionPoint decisions;

    DecisionPointTest(TestStore store) {
        this.account = store.account();
        this.decisions = new DecisionPoint(
                store.accounts(), new Authorizer(new ManagedPolicies(), InstantSource.fixed(TestStore.NOW)));
    }

    private void allow(UniqueId holder, String condition) {
        String document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"orders:*\","
                + "\"Resource\":\"*\",\"Condition\":" + condition + "}]}";
        account.change(in -> in.policies().put(holder, new PolicyName("orders"), document, document.length(), 2048));
    }

    private Verdict decide(String principal, Map<String, List<String>> context) {
        return decisions.decide(principal, "orders:GetOrder", ORDER, context);
    }

    private Kind refused(String principal, String action, String resource) {
        return catchThrowableOfType(IamException.class, () -> decisions.decide(principal, action, resource, Map.of()))
                .kind();
    }

    @Test
    void aUserMayWhatHerPoliciesSayAtOnce() {
        User zoe = account.addUser("zoe");
        String arn = zoe.arn(account.id()).toString();
        Verdict before = decide(arn, Map.of());
        assertThat(before.decision().effect()).isEqualTo(Decision.Effect.IMPLICIT_DENY);
        assertThat(before.denial())
                .contains("User: " + arn + " is not authorized to perform: orders:GetOrder on resource: " + ORDER
                        + " because no identity-based policy allows the orders:GetOrder action");

        allow(zoe.id(), "{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}");
        assertThat(decide(arn, Map.of()).explanation().missingKeys()).containsExactly("aws:SourceIp");
        Verdict after = decide(arn, Map.of("aws:SourceIp", List.of("192.0.2.1")));
        assertThat(after.isAllowed()).isTrue();
        assertThat(after.denial()).isEmpty();
        assertThat(after.decision().statements().get(0).policyId()).isEqualTo("orders");
    }

    @Test
    void theTimeAndWhoSheIsAreKnownHere() {
        User zoe = account.addUser("zoe");
        account.change(in -> in.tags().put(TagOwner.of(zoe.id()), List.of(new Tag("team", "red"))));
        String arn = zoe.arn(account.id()).toString();
        allow(zoe.id(), "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"blue\"}}");
        Verdict lied = decide(arn, Map.of("AWS:principaltag/TEAM", List.of("blue"), "aws:username", List.of("root")));
        assertThat(lied.isAllowed()).isFalse();
        assertThat(lied.ignoredKeys()).containsExactly("aws:principaltag/team", "aws:username");
        allow(zoe.id(), "{\"DateLessThan\":{\"aws:CurrentTime\":\"" + TestStore.NOW + "\"}}");
        assertThat(decide(arn, Map.of("aws:CurrentTime", List.of("2001-01-01T00:00:00Z")))
                        .isAllowed())
                .isFalse();
        allow(zoe.id(), "{\"StringEquals\":{\"aws:username\":\"zoe\",\"aws:userid\":\"" + zoe.id() + "\"}}");
        assertThat(decide(arn, Map.of()).isAllowed()).isTrue();
    }

    @Test
    void aRoleIsDecidedAboutAsAnySessionOfItAndASessionByItsName() {
        Role clerk = account.addRole("clerk");
        allow(clerk.id(), "{\"StringLike\":{\"aws:userid\":\"*:monday\"}}");
        String session = "arn:aws:sts::" + account.id() + ":assumed-role/clerk/";
        assertThat(decide(clerk.arn(account.id()).toString(), Map.of()).isAllowed())
                .isFalse();
        assertThat(decide(session + "monday", Map.of()).isAllowed()).isTrue();
        Verdict tuesday = decide(session + "tuesday", Map.of("aws:userid", List.of(clerk.id() + ":monday")));
        assertThat(tuesday.isAllowed()).isFalse();
        assertThat(tuesday.denial().orElse("")).startsWith("User: " + session + "tuesday is not");
        allow(clerk.id(), "{\"StringEquals\":{\"aws:PrincipalArn\":\"" + clerk.arn(account.id()) + "\"}}");
        assertThat(decide(session + "tuesday", Map.of()).isAllowed()).isTrue();
    }

    @Test
    void rootMayEverythingAndNobodyIsTakenForAnother() {
        String root = account.id().root().toString();
        Verdict verdict = decide(root, Map.of());
        assertThat(verdict.isAllowed()).isTrue();
        assertThat(verdict.decision().layer()).isEqualTo(PolicyLayer.IDENTITY);
        User zoe = account.addUser("zoe", "/shop/");
        assertThat(zoe.arn(account.id()).resource()).isEqualTo("user/shop/zoe");
        assertThat(refused(account.id().iam("user/zoe").toString(), "a:B", "*")).isEqualTo(Kind.NO_SUCH_ENTITY);
        assertThat(refused("arn:aws:iam::999999999999:user/zoe", "a:B", "*")).isEqualTo(Kind.NO_SUCH_ENTITY);
        assertThat(refused(account.id().iam("group/zoe").toString(), "a:B", "*"))
                .isEqualTo(Kind.INVALID_INPUT);
        assertThat(refused("zoe", "a:B", "*")).isEqualTo(Kind.INVALID_INPUT);
        assertThat(refused(root, "a:*", "*")).isEqualTo(Kind.INVALID_INPUT);
        assertThat(refused(root, "a:B", "order/7")).isEqualTo(Kind.INVALID_INPUT);
    }
}
