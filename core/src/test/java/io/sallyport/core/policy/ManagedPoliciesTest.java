// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManagedPoliciesTest {
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";

    private final ManagedPolicies policies = new ManagedPolicies();

    @Test
    void everyOneOfThemParsesCompilesAndHasAnIdOfItsOwn() {
        assertThat(policies.all()).hasSize(1597);
        assertThat(policies.all()).allSatisfy(policy -> {
            assertThat(PolicyDocument.check(policy.json(), PolicyType.MANAGED)).isEmpty();
            assertThat(policies.compiled(policy.arn())).isPresent();
            assertThat(policy.policyId()).matches("ANPA[A-Z2-7]{17}");
            assertThat(policy.arn()).isEqualTo("arn:aws:iam::aws:policy" + policy.path() + policy.name());
        });
        assertThat(policies.all().stream().map(AwsManagedPolicy::policyId)).doesNotHaveDuplicates();
    }

    @Test
    void administratorMayDoEverything() {
        AwsManagedPolicy policy = policies.find(ADMINISTRATOR).orElseThrow();
        assertThat(policy.path()).isEqualTo("/");
        assertThat(policy.defaultVersionId()).isEqualTo("v1");
        assertThat(policy.createDate()).isEqualTo("2015-02-06T18:39:46Z");
        assertThat(decide(ADMINISTRATOR, "iam:CreateUser").isAllowed()).isTrue();
    }

    @Test
    void readOnlyMayReadOnly() {
        assertThat(decide(READ_ONLY, "iam:GetUser").isAllowed()).isTrue();
        assertThat(decide(READ_ONLY, "iam:CreateUser").isAllowed()).isFalse();
    }

    @Test
    void anIdStaysTheSame() {
        assertThat(policies.find(ADMINISTRATOR).orElseThrow().policyId())
                .isEqualTo(
                        new ManagedPolicies().find(ADMINISTRATOR).orElseThrow().policyId());
    }

    @Test
    void knowsNoOther() {
        assertThat(policies.find("arn:aws:iam::aws:policy/Nonexistent")).isEmpty();
        assertThat(policies.compiled("arn:aws:iam::aws:policy/Nonexistent")).isEmpty();
    }

    private Decision decide(String arn, String action) {
        CompiledPolicy policy = policies.compiled(arn).orElseThrow();
        return PolicySet.ofIdentity(List.of(new AttachedPolicy(arn, PolicySource.AWS_MANAGED, policy)))
                .evaluate(Policies.request(action, "arn:aws:iam::1:user/a"));
    }
}
