// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** What requests about roles and instance profiles tell a policy, and on which resource they are decided. */
class RoleConditionKeysTest extends ServedAccount {
    private static final String BILLING = "arn:aws:iam::aws:policy/job-function/Billing";

    private IamClient tyler = iam;

    @BeforeEach
    void addTylerAndRoles() {
        tyler = server.iam(newUser("tyler"));
        iam.createRole(in -> in.roleName("r")
                .path("/team/")
                .assumeRolePolicyDocument(RolesTest.TRUST)
                .tags(tag("team", "blue")));
        iam.createInstanceProfile(in -> in.instanceProfileName("p").path("/x/").tags(tag("env", "test")));
    }

    /** Tyler's only policy. */
    private void allow(String... statements) {
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("one")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}"));
    }

    private static String statement(String action, String resource, String condition) {
        return "{\"Effect\":\"Allow\",\"Action\":\"iam:" + action + "\",\"Resource\":\"" + resource + "\""
                + (condition.isEmpty() ? "" : ",\"Condition\":{" + condition + "}") + "}";
    }

    private static String is(String key, String value) {
        return "\"StringEquals\":{\"" + key + "\":\"" + value + "\"}";
    }

    private static void refused(ThrowingCallable call, String action, String resource) {
        assertThat(Refusals.assertRefused(call, 403, "AccessDenied")
                        .awsErrorDetails()
                        .errorMessage())
                .contains("is not authorized to perform: iam:" + action + " on resource: " + resource + " because");
    }

    @Test
    void aRoleIsPassedToAnInstanceProfile() {
        ThrowingCallable add = () ->
                tyler.addRoleToInstanceProfile(in -> in.instanceProfileName("p").roleName("r"));
        String add1 = statement("AddRoleToInstanceProfile", account.arn("instance-profile/x/p"), "");
        refused(add, "AddRoleToInstanceProfile", account.arn("instance-profile/x/p"));
        allow(add1);
        refused(add, "PassRole", account.arn("role/team/r"));
        allow(add1, statement("PassRole", account.arn("role/team/r"), is("iam:PassedToService", "ecs.amazonaws.com")));
        refused(add, "PassRole", account.arn("role/team/r"));
        allow(add1, statement("PassRole", account.arn("role/team/*"), is("iam:PassedToService", "ec2.amazonaws.com")));
        tyler.addRoleToInstanceProfile(in -> in.instanceProfileName("p").roleName("r"));
        assertThat(iam.getInstanceProfile(in -> in.instanceProfileName("p"))
                        .instanceProfile()
                        .roles())
                .hasSize(1);
    }

    @Test
    void theTagsOfBothAreResourceTags() {
        allow(statement("Get*", "*", is("aws:ResourceTag/team", "blue")));
        assertThat(tyler.getRole(in -> in.roleName("r")).role()).isNotNull();
        refused(
                () -> tyler.getInstanceProfile(in -> in.instanceProfileName("p")),
                "GetInstanceProfile",
                account.arn("instance-profile/x/p"));
        allow(statement("Get*", "*", is("iam:ResourceTag/env", "test")));
        assertThat(tyler.getInstanceProfile(in -> in.instanceProfileName("p")).instanceProfile())
                .isNotNull();
        refused(() -> tyler.getRole(in -> in.roleName("r")), "GetRole", account.arn("role/team/r"));
    }

    @Test
    void creatingWithTagsIsTaggingToo() {
        String condition = is("aws:RequestTag/team", "red");
        allow(statement("CreateRole", "*", condition));
        ThrowingCallable create = () -> tyler.createRole(
                in -> in.roleName("s").assumeRolePolicyDocument(RolesTest.TRUST).tags(tag("team", "red")));
        refused(create, "TagRole", account.arn("role/s"));
        allow(statement("CreateRole", "*", condition), statement("TagRole", "*", condition));
        assertThat(tyler.createRole(in -> in.roleName("s")
                                .assumeRolePolicyDocument(RolesTest.TRUST)
                                .tags(tag("team", "red")))
                        .role())
                .isNotNull();
        allow(statement("CreateInstanceProfile", "*", condition));
        refused(
                () -> tyler.createInstanceProfile(
                        in -> in.instanceProfileName("q").tags(tag("team", "red"))),
                "TagInstanceProfile",
                account.arn("instance-profile/q"));
    }

    @Test
    void theBoundaryOfARoleIsAKeyOfWhatChangesItsPolicies() {
        String bounded = is("iam:PermissionsBoundary", SamplePolicies.READ_ONLY);
        allow(statement("*", "*", bounded));
        refused(
                () -> tyler.createRole(in -> in.roleName("s").assumeRolePolicyDocument(RolesTest.TRUST)),
                "CreateRole",
                account.arn("role/s"));
        refused(
                () -> tyler.putRolePermissionsBoundary(in -> in.roleName("r").permissionsBoundary(BILLING)),
                "PutRolePermissionsBoundary",
                account.arn("role/team/r"));
        refused(
                () -> tyler.attachRolePolicy(in -> in.roleName("r").policyArn(BILLING)),
                "AttachRolePolicy",
                account.arn("role/team/r"));
        tyler.putRolePermissionsBoundary(in -> in.roleName("r").permissionsBoundary(SamplePolicies.READ_ONLY));
        tyler.attachRolePolicy(in -> in.roleName("r").policyArn(BILLING));
        tyler.detachRolePolicy(in -> in.roleName("r").policyArn(BILLING));
        tyler.putRolePolicy(in -> in.roleName("r").policyName("p").policyDocument(SamplePolicies.allow("*")));
        tyler.deleteRolePolicy(in -> in.roleName("r").policyName("p"));
        tyler.deleteRolePermissionsBoundary(in -> in.roleName("r"));
        tyler.createRole(in -> in.roleName("s")
                .assumeRolePolicyDocument(RolesTest.TRUST)
                .permissionsBoundary(SamplePolicies.READ_ONLY));
        assertThat(iam.listRoles().roles()).hasSize(2);
    }

    @Test
    void theAttachedPolicyIsAKey() {
        allow(statement("AttachRolePolicy", "*", "\"ArnEquals\":{\"iam:PolicyARN\":\"" + BILLING + "\"}"));
        tyler.attachRolePolicy(in -> in.roleName("r").policyArn(BILLING));
        refused(
                () -> tyler.attachRolePolicy(in -> in.roleName("r").policyArn(SamplePolicies.READ_ONLY)),
                "AttachRolePolicy",
                account.arn("role/team/r"));
    }

    @Test
    void theLinkedServiceIsAKeyAndItsRoleTheResource() {
        String batch = account.arn("role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch");
        allow(statement("*ServiceLinkedRole*", batch, ""));
        refused(
                () -> tyler.createServiceLinkedRole(in -> in.awsServiceName("ecs.amazonaws.com")),
                "CreateServiceLinkedRole",
                account.arn("role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"));
        tyler.createServiceLinkedRole(in -> in.awsServiceName("batch.amazonaws.com"));
        String task = tyler.deleteServiceLinkedRole(in -> in.roleName("AWSServiceRoleForBatch"))
                .deletionTaskId();
        assertThat(tyler.getServiceLinkedRoleDeletionStatus(in -> in.deletionTaskId(task))
                        .status())
                .isNotNull();
        refused(
                () -> tyler.getServiceLinkedRoleDeletionStatus(in -> in.deletionTaskId("nothing")),
                "GetServiceLinkedRoleDeletionStatus",
                "*");
        allow(statement("CreateServiceLinkedRole", "*", is("iam:AWSServiceName", "ecs.amazonaws.com")));
        tyler.createServiceLinkedRole(in -> in.awsServiceName("ecs.amazonaws.com"));
        refused(
                () -> tyler.createServiceLinkedRole(in -> in.awsServiceName("batch.amazonaws.com")),
                "CreateServiceLinkedRole",
                batch);
    }

    @Test
    void listsAreDecidedOnThePath() {
        refused(() -> tyler.listRoles(), "ListRoles", account.arn("role/"));
        refused(
                () -> tyler.listInstanceProfiles(in -> in.pathPrefix("/x/")),
                "ListInstanceProfiles",
                account.arn("instance-profile/x/"));
        refused(
                () -> tyler.listInstanceProfilesForRole(in -> in.roleName("r")),
                "ListInstanceProfilesForRole",
                account.arn("role/team/r"));
    }
}
