// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** What is so in an account, one sentence each: what a change makes true and untrue can be told exactly. */
final class AccountFacts {
    private AccountFacts() {}

    static String user(String name) {
        return "user " + name;
    }

    static String tag(String user, String key, String value) {
        return user(user) + " is tagged " + key + "=" + value;
    }

    static String member(String user, String group) {
        return user(user) + " is in " + group;
    }

    static String inline(String user, String policy) {
        return user(user) + " has inline " + policy;
    }

    static String attached(String user, String policyName) {
        return user(user) + " is attached " + policyName;
    }

    static String version(String policy, int version) {
        return "policy " + policy + " has version v" + version;
    }

    static String isDefault(String policy, int version) {
        return "policy " + policy + " decides by v" + version;
    }

    /** All of them, save of whom {@code init} made. */
    static Set<String> of(IamClient iam) {
        Set<String> facts = new TreeSet<>();
        for (GetAccountAuthorizationDetailsResponse page : iam.getAccountAuthorizationDetailsPaginator(
                in -> in.filter(EntityType.USER, EntityType.LOCAL_MANAGED_POLICY))) {
            page.userDetailList().stream()
                    .filter(user -> !user.userName().equals("tyler"))
                    .forEach(user -> add(facts, user));
            page.policies().forEach(policy -> add(facts, policy));
        }
        return facts;
    }

    private static void add(Set<String> facts, UserDetail user) {
        String name = user.userName();
        facts.add(user(name));
        user.tags().forEach(tag -> facts.add(tag(name, tag.key(), tag.value())));
        user.groupList().forEach(group -> facts.add(member(name, group)));
        user.userPolicyList().forEach(policy -> facts.add(inline(name, policy.policyName())));
        user.attachedManagedPolicies().forEach(policy -> facts.add(attached(name, policy.policyName())));
    }

    private static void add(Set<String> facts, ManagedPolicyDetail policy) {
        assertThat(policy.policyVersionList().stream().filter(PolicyVersion::isDefaultVersion))
                .as("one version decides: " + policy)
                .hasSize(1);
        for (PolicyVersion version : policy.policyVersionList()) {
            int number = Integer.parseInt(version.versionId().substring(1));
            facts.add(version(policy.policyName(), number));
            if (version.isDefaultVersion()) {
                assertThat(policy.defaultVersionId()).isEqualTo(version.versionId());
                facts.add(isDefault(policy.policyName(), number));
            }
        }
    }
}
