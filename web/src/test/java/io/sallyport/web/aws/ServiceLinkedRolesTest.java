// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.Role;

class ServiceLinkedRolesTest extends ServedAccount {
    private static final String BATCH = "AWSServiceRoleForBatch";

    private Role create(String service) {
        return iam.createServiceLinkedRole(in -> in.awsServiceName(service)).role();
    }

    @ParameterizedTest
    @CsvSource({
        "batch, AWSServiceRoleForBatch, BatchServiceRolePolicy",
        "ecs, AWSServiceRoleForECS, AmazonECSServiceRolePolicy",
        "ops.apigateway, AWSServiceRoleForAPIGateway, APIGatewayServiceRolePolicy",
        "elasticbeanstalk, AWSServiceRoleForElasticBeanstalk, AWSElasticBeanstalkServiceRolePolicy",
        "spot, AWSServiceRoleForEC2Spot, AWSEC2SpotServiceRolePolicy",
        "custom-resource.application-autoscaling, AWSServiceRoleForApplicationAutoScaling_CustomResource,"
                + " AWSApplicationAutoScalingCustomResourcePolicy"
    })
    void theServicesNameTellsRoleAndPolicy(String service, String name, String policy) {
        String principal = service + ".amazonaws.com";
        Role made = create(principal);
        assertThat(made.roleName()).isEqualTo(name);
        assertThat(made.path()).isEqualTo("/aws-service-role/" + principal + "/");
        assertThat(made.arn()).isEqualTo(account.arn("role/aws-service-role/" + principal + "/" + name));
        assertThat(trust(made)).contains("{\"Service\":[\"" + principal + "\"]}");

        Role got = iam.getRole(in -> in.roleName(name)).role();
        assertThat(got.maxSessionDuration()).isEqualTo(3600);
        assertThat(trust(got))
                .isEqualTo(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                                + principal + "\"},\"Action\":\"sts:AssumeRole\"}]}");
        assertThat(iam.listAttachedRolePolicies(in -> in.roleName(name)).attachedPolicies())
                .containsExactly(AttachedPolicy.builder()
                        .policyName(policy)
                        .policyArn("arn:aws:iam::aws:policy/aws-service-role/" + policy)
                        .build());
        assertThat(iam.listRolePolicies(in -> in.roleName(name)).policyNames()).isEmpty();
    }

    private static String trust(Role role) {
        return URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"autoscaling:AutoScaling", "connect:AmazonConnect", "lexv2:LexV2Bots"})
    void someServicesTakeASuffix(String both) {
        String[] part = both.split(":", -1);
        Role made = iam.createServiceLinkedRole(in -> in.awsServiceName(part[0] + ".amazonaws.com")
                        .customSuffix("test")
                        .description("mine"))
                .role();
        assertThat(made.roleName()).isEqualTo("AWSServiceRoleFor" + part[1] + "_test");
        assertThat(made.description()).isEqualTo("mine");
    }

    @Test
    void othersTakeNone() {
        assertRefused(
                () -> iam.createServiceLinkedRole(
                        in -> in.awsServiceName("batch.amazonaws.com").customSuffix("testsuffix")),
                400,
                "InvalidInput",
                "Custom suffix is not allowed for batch.amazonaws.com");
    }

    @Test
    void aServiceHasOneRoleUnlessItTakesASuffix() {
        create("batch.amazonaws.com");
        assertRefused(
                () -> create("batch.amazonaws.com"),
                400,
                "InvalidInput",
                "Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix.");
        assertRefused(
                () -> create("nobodys.amazonaws.com"),
                400,
                "InvalidInput",
                "nobodys.amazonaws.com has no service-linked role known here.");
    }

    @Test
    void onlyAwsChangesTheRole() {
        create("batch.amazonaws.com");
        iam.createInstanceProfile(in -> in.instanceProfileName("p"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.deleteRole(in -> in.roleName(BATCH)),
                () -> iam.updateAssumeRolePolicy(in -> in.roleName(BATCH).policyDocument(RolesTest.TRUST)),
                () -> iam.putRolePolicy(
                        in -> in.roleName(BATCH).policyName("p").policyDocument(SamplePolicies.allow("*"))),
                () -> iam.deleteRolePolicy(in -> in.roleName(BATCH).policyName("p")),
                () -> iam.attachRolePolicy(in -> in.roleName(BATCH).policyArn(SamplePolicies.READ_ONLY)),
                () -> iam.detachRolePolicy(in -> in.roleName(BATCH)
                        .policyArn("arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy")),
                () -> iam.addRoleToInstanceProfile(
                        in -> in.instanceProfileName("p").roleName(BATCH)),
                () -> iam.removeRoleFromInstanceProfile(
                        in -> in.instanceProfileName("p").roleName(BATCH)))) {
            assertRefused(
                    call,
                    400,
                    "UnmodifiableEntity",
                    "Cannot perform the operation on the protected role 'AWSServiceRoleForBatch' - this role is only modifiable by AWS");
        }
        assertRefused(
                () -> iam.updateRole(in -> in.roleName(BATCH).maxSessionDuration(7200)),
                400,
                "UnmodifiableEntity",
                "AWSServiceRoleForBatch is an AWS service linked role, max session duration cannot be changed.");
    }

    @Test
    void descriptionAndTagsAreTheAccounts() {
        create("batch.amazonaws.com");
        iam.updateRole(in -> in.roleName(BATCH).description("one"));
        iam.updateRoleDescription(in -> in.roleName(BATCH).description("two"));
        iam.tagRole(in -> in.roleName(BATCH).tags(tag("team", "blue")));
        Role got = iam.getRole(in -> in.roleName(BATCH)).role();
        assertThat(got.description()).isEqualTo("two");
        assertThat(got.tags()).containsExactly(tag("team", "blue"));
        iam.untagRole(in -> in.roleName(BATCH).tagKeys("team"));
        assertThat(iam.listRoleTags(in -> in.roleName(BATCH)).tags()).isEmpty();
    }

    @Test
    void deletingIsATaskThatSucceeds() {
        create("batch.amazonaws.com");
        iam.tagRole(in -> in.roleName(BATCH).tags(tag("team", "blue")));
        String task = iam.deleteServiceLinkedRole(in -> in.roleName(BATCH)).deletionTaskId();
        assertThat(task)
                .matches(
                        "task/aws-service-role/batch\\.amazonaws\\.com/AWSServiceRoleForBatch/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        var status = iam.getServiceLinkedRoleDeletionStatus(in -> in.deletionTaskId(task));
        assertThat(status.status()).isEqualTo(DeletionTaskStatusType.SUCCEEDED);
        assertThat(status.reason()).isNull();
        assertRefused(
                () -> iam.getRole(in -> in.roleName(BATCH)),
                404,
                "NoSuchEntity",
                "The role with name AWSServiceRoleForBatch cannot be found.");
        create("batch.amazonaws.com");
        assertThat(iam.listRoleTags(in -> in.roleName(BATCH)).tags()).isEmpty();
    }

    @Test
    void anotherRoleAndAnUnknownTaskAreNotFound() {
        iam.createRole(in -> in.roleName("r").assumeRolePolicyDocument(RolesTest.TRUST));
        assertRefused(
                () -> iam.deleteServiceLinkedRole(in -> in.roleName("r")),
                404,
                "NoSuchEntity",
                "The service-linked role with name r cannot be found.");
        for (String task : List.of("task/aws-service-role/a/b/c", "no/task", "nothing")) {
            assertRefused(
                    () -> iam.getServiceLinkedRoleDeletionStatus(in -> in.deletionTaskId(task)),
                    404,
                    "NoSuchEntity",
                    "The deletion task with id " + task + " cannot be found.");
        }
    }
}
