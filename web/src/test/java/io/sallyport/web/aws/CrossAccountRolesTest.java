// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/** A role of one account, assumed from another of the same store. */
class CrossAccountRolesTest extends ServedRoles {
    private String role(AwsServer.TestAccount owner, String name, String principal) {
        IamClient theirs = server.iam(owner.admin());
        theirs.createRole(in -> in.roleName(name).assumeRolePolicyDocument(trusting(principal, "")));
        theirs.putRolePolicy(
                in -> in.roleName(name).policyName("p").policyDocument(SamplePolicies.allow("iam:ListUsers")));
        return owner.arn("role/" + name);
    }

    private static PolicyDescriptorType policy(String arn) {
        return PolicyDescriptorType.builder().arn(arn).build();
    }

    @Test
    void bothAccountsHaveToAllowIt() {
        AwsServer.TestAccount other = server.account();
        AwsCredentials tyler = newUser("tyler");
        String trustingAll = role(other, "all", "{\"AWS\": \"" + account.id() + "\"}");
        String trustingHer = role(other, "her", "{\"AWS\": \"" + account.arn("user/tyler") + "\"}");
        String trustingAnybody = role(other, "anybody", "\"*\"");
        String trustingOwn = role(other, "own", "{\"AWS\": \"" + other.id() + "\"}");

        for (String role : new String[] {trustingAll, trustingHer, trustingAnybody, trustingOwn}) {
            assertRefused(
                    () -> assumed(tyler, role),
                    403,
                    "AccessDenied",
                    denied(account.arn("user/tyler"), "sts:AssumeRole", role));
        }
        iam.putUserPolicy(
                in -> in.userName("tyler").policyName("p").policyDocument(SamplePolicies.allow("sts:AssumeRole")));
        for (String role : new String[] {trustingAll, trustingHer, trustingAnybody}) {
            AwsCredentials session = assumed(tyler, role);
            assertThat(server.sts(session).getCallerIdentity().account())
                    .isEqualTo(other.id().value());
            assertThat(server.iam(session).listUsers().users())
                    .singleElement()
                    .satisfies(user -> assertThat(user.arn()).isEqualTo(other.arn("user/admin")));
        }
        assertRefused(() -> assumed(tyler, trustingOwn), 403, "AccessDenied");
    }

    @Test
    void aChainLeadsThroughAccountsAndBackAndEachRoleIsItsOwnAccounts() {
        AwsServer.TestAccount other = server.account();
        String there = role(other, "there", "{\"AWS\": \"" + account.arn("user/admin") + "\"}");
        server.iam(other.admin())
                .putRolePolicy(in ->
                        in.roleName("there").policyName("p").policyDocument(SamplePolicies.allow("sts:AssumeRole")));
        String back = newRole("back", trusting("{\"AWS\": \"" + there + "\"}", ""));

        AwsCredentials home = assumed(assumed(account.admin(), there), back);

        assertThat(server.sts(home).getCallerIdentity().arn())
                .isEqualTo("arn:aws:sts::" + account.id() + ":assumed-role/back/session");
        assertThat(server.iam(home).listUsers().users())
                .singleElement()
                .satisfies(user -> assertThat(user.arn()).isEqualTo(account.arn("user/admin")));
    }

    @Test
    void managedSessionPoliciesAreOfTheRolesAccount() {
        AwsServer.TestAccount other = server.account();
        String there = role(other, "there", "{\"AWS\": \"" + account.arn("user/admin") + "\"}");
        String ours = iam.createPolicy(in -> in.policyName("p").policyDocument(SamplePolicies.allow("iam:ListUsers")))
                .policy()
                .arn();
        String theirs = server.iam(other.admin())
                .createPolicy(in -> in.policyName("p").policyDocument(SamplePolicies.allow("iam:ListUsers")))
                .policy()
                .arn();

        assertRefused(
                () -> assume(account.admin(), there, in -> in.policyArns(policy(ours))), 400, "InvalidParameterValue");
        assertThat(assume(account.admin(), there, in -> in.policyArns(policy(theirs)))
                        .credentials())
                .isNotNull();
    }
}
