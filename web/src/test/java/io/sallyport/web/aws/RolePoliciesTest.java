// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.PolicyRole;

/** The policies that roles hold, inline and attached. */
class RolePoliciesTest extends ServedAccount {
    private String arn = "";
    private String id = "";

    @BeforeEach
    void addRole() {
        var role = iam.createRole(in -> in.roleName("Deploy").path("/ci/").assumeRolePolicyDocument(RolesTest.TRUST))
                .role();
        arn = role.arn();
        id = role.roleId();
    }

    private void put(String name, String document) {
        iam.putRolePolicy(in -> in.roleName("Deploy").policyName(name).policyDocument(document));
    }

    @Test
    void anInlinePolicyIsGotAsItWasPut() {
        String document = SamplePolicies.allow("s3:ListBucket");
        put("one", document);
        put("two", document);
        GetRolePolicyResponse got =
                iam.getRolePolicy(in -> in.roleName("dEPLOY").policyName("one"));
        assertThat(got.roleName()).isEqualTo("Deploy");
        assertThat(got.policyName()).isEqualTo("one");
        assertThat(got.policyDocument()).startsWith("%7B%22Version%22%3A%20%222012-10-17%22");
        ListRolePoliciesResponse page =
                iam.listRolePolicies(in -> in.roleName("Deploy").maxItems(1));
        assertThat(page.policyNames()).containsExactly("one");
        assertThat(iam.listRolePolicies(in -> in.roleName("Deploy").marker(page.marker()))
                        .policyNames())
                .containsExactly("two");

        iam.deleteRolePolicy(in -> in.roleName("Deploy").policyName("ONE"));
        String missing = "The role policy with name one cannot be found.";
        assertRefused(
                () -> iam.getRolePolicy(in -> in.roleName("Deploy").policyName("one")), 404, "NoSuchEntity", missing);
        assertRefused(
                () -> iam.deleteRolePolicy(in -> in.roleName("Deploy").policyName("one")),
                404,
                "NoSuchEntity",
                missing);
    }

    @Test
    void inlinePoliciesHave10240CharactersTogether() {
        put("big", SamplePolicies.ofSize(10_000));
        put("rest", SamplePolicies.ofSize(240));
        assertRefused(
                () -> put("rest", SamplePolicies.ofSize(241)),
                409,
                "LimitExceeded",
                "Maximum policy size of 10240 bytes exceeded for role Deploy");
        assertRefused(() -> put("bad", "{}"), 400, "MalformedPolicyDocument", "Syntax errors in policy.");
    }

    @Test
    void managedPoliciesAreAttachedListedAndDetached() {
        assertThat(iam.listAttachedRolePolicies(in -> in.roleName("Deploy")).hasAttachedPolicies())
                .isTrue();
        String emr = "arn:aws:iam::aws:policy/service-role/AmazonElasticMapReduceRole";
        iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn(SamplePolicies.READ_ONLY));
        iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn(emr));
        iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn(emr));
        assertThat(iam.listAttachedRolePolicies(in -> in.roleName("deploy")).attachedPolicies())
                .extracting(AttachedPolicy::policyName)
                .containsExactly("ReadOnlyAccess", "AmazonElasticMapReduceRole");
        assertThat(iam.listAttachedRolePolicies(in -> in.roleName("deploy").pathPrefix("/service-role/"))
                        .attachedPolicies())
                .extracting(AttachedPolicy::policyArn)
                .containsExactly(emr);
        assertThat(iam.getPolicy(in -> in.policyArn(emr)).policy().attachmentCount())
                .isEqualTo(1);

        iam.detachRolePolicy(in -> in.roleName("Deploy").policyArn(emr));
        assertRefused(
                () -> iam.detachRolePolicy(in -> in.roleName("Deploy").policyArn(emr)),
                404,
                "NoSuchEntity",
                "Policy " + emr + " was not found.");
    }

    @Test
    void whatCannotBeAttachedIsRefused() {
        String none = account.arn("policy/nonexistent-policy");
        assertRefused(
                () -> iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn(none)),
                404,
                "NoSuchEntity",
                "Policy " + none + " does not exist or is not attachable.");
        assertRefused(
                () -> iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn("longpolicynamebutnoarn")),
                400,
                "ValidationError",
                "ARN longpolicynamebutnoarn is not valid.");
        String other = account.arn("not_a_policy/invalid");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn(other)),
                () -> iam.detachRolePolicy(in -> in.roleName("Deploy").policyArn(other)))) {
            assertRefused(call, 400, "InvalidInput", "ARN " + other + " is not valid.");
        }
        assertRefused(
                () -> iam.attachRolePolicy(in -> in.roleName("Deploy")
                        .policyArn("arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy")),
                400,
                "PolicyNotAttachable",
                "Cannot attach AWS reserved policy to an IAM role.");
    }

    @Test
    void aRoleHasTenManagedPolicies() {
        List<String> policies = iam.listPolicies(in -> in.pathPrefix("/service-role/")).policies().stream()
                .limit(11)
                .map(policy -> policy.arn())
                .toList();
        policies.subList(0, 10)
                .forEach(policy ->
                        iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn(policy)));
        assertRefused(
                () -> iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn(policies.get(10))),
                409,
                "LimitExceeded",
                "Cannot exceed quota for PoliciesPerRole: 10");
    }

    @Test
    void listEntitiesForPolicyNamesRoles() {
        iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn(SamplePolicies.READ_ONLY));
        iam.attachUserPolicy(in -> in.userName("admin").policyArn(SamplePolicies.READ_ONLY));
        PolicyRole deploy = PolicyRole.builder().roleName("Deploy").roleId(id).build();
        assertThat(iam.listEntitiesForPolicy(in -> in.policyArn(SamplePolicies.READ_ONLY))
                        .policyRoles())
                .containsExactly(deploy);
        var roles = iam.listEntitiesForPolicy(in -> in.policyArn(SamplePolicies.READ_ONLY)
                .entityFilter(EntityType.ROLE)
                .pathPrefix("/ci/"));
        assertThat(roles.policyRoles()).containsExactly(deploy);
        assertThat(roles.policyUsers()).isEmpty();
        assertThat(iam.listEntitiesForPolicy(
                                in -> in.policyArn(SamplePolicies.READ_ONLY).entityFilter(EntityType.USER))
                        .policyRoles())
                .isEmpty();
    }

    @Test
    void theSimulatorTakesARole() {
        put(
                "inline",
                SamplePolicies.allow("s3:PutObject").replace("\"*\"}", "\"arn:aws:s3:::${aws:PrincipalTag/b}/*\"}"));
        iam.attachRolePolicy(in -> in.roleName("Deploy").policyArn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        List<EvaluationResult> results = iam.simulatePrincipalPolicy(in -> in.policySourceArn(arn)
                        .actionNames("s3:PutObject", "s3:GetObject", "s3:DeleteObject")
                        .resourceArns("arn:aws:s3:::b/k")
                        .contextEntries(ContextEntry.builder()
                                .contextKeyName("aws:PrincipalTag/b")
                                .contextKeyType("string")
                                .contextKeyValues("b")
                                .build()))
                .evaluationResults();
        assertThat(results)
                .extracting(EvaluationResult::evalDecision)
                .containsExactly(
                        PolicyEvaluationDecisionType.ALLOWED,
                        PolicyEvaluationDecisionType.ALLOWED,
                        PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(results.get(0).matchedStatements().get(0).sourcePolicyId()).isEqualTo("role_Deploy_inline");
        assertThat(results.get(1).matchedStatements().get(0).sourcePolicyId()).isEqualTo("AmazonS3ReadOnlyAccess");
        assertThat(iam.getContextKeysForPrincipalPolicy(in -> in.policySourceArn(arn))
                        .contextKeyNames())
                .contains("aws:PrincipalTag/b");
        assertRefused(
                () -> iam.simulatePrincipalPolicy(
                        in -> in.policySourceArn(account.arn("role/none")).actionNames("s3:GetObject")),
                404,
                "NoSuchEntity",
                "Unable to retrieve specified IAM entity.");
    }
}
