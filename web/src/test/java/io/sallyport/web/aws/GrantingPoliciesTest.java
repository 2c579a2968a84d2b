// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessEntry;
import software.amazon.awssdk.services.iam.model.PolicyGrantingServiceAccess;
import software.amazon.awssdk.services.iam.model.PolicyOwnerEntityType;
import software.amazon.awssdk.services.iam.model.PolicyType;

/** As recorded from AWS, but for the order of a service's policies, which there changed from call to call. */
class GrantingPoliciesTest extends ServedAccount {
    private PolicyGrantingServiceAccess shared;

    private static String allow(String... actions) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\""
                + String.join("\",\"", actions) + "\"],\"Resource\":\"*\"}]}";
    }

    @BeforeEach
    void asRecorded() {
        iam.createUser(in -> in.userName("Target").path("/last/"));
        iam.createGroup(in -> in.groupName("zgroup"));
        iam.createGroup(in -> in.groupName("agroup"));
        String arn = iam.createPolicy(
                        in -> in.policyName("shared").policyDocument(allow("sqs:SendMessage", "s3:GetObject")))
                .policy()
                .arn();
        shared = PolicyGrantingServiceAccess.builder()
                .policyName("shared")
                .policyType(PolicyType.MANAGED)
                .policyArn(arn)
                .build();
        iam.putUserPolicy(in -> in.userName("Target")
                .policyName("z-direct")
                .policyDocument(allow("s3:GetObject", "iam:GetUser", "iam:PassRole", "ec2:DescribeInstances")));
        iam.putUserPolicy(in -> in.userName("Target")
                .policyName("separate-deny")
                .policyDocument(allow("sqs:*", "s3:*").replace("Allow", "Deny")));
        iam.putGroupPolicy(
                in -> in.groupName("zgroup").policyName("a-group").policyDocument(allow("lambda:ListFunctions")));
        iam.putGroupPolicy(in -> in.groupName("agroup").policyName("z-group").policyDocument(allow("iam:GetUser")));
        iam.addUserToGroup(in -> in.groupName("zgroup").userName("Target"));
        iam.addUserToGroup(in -> in.groupName("agroup").userName("Target"));
        iam.attachUserPolicy(in -> in.userName("Target").policyArn(arn));
        iam.attachGroupPolicy(in -> in.groupName("zgroup").policyArn(arn));
    }

    private static PolicyGrantingServiceAccess inline(String policy, PolicyOwnerEntityType type, String entity) {
        return PolicyGrantingServiceAccess.builder()
                .policyName(policy)
                .policyType(PolicyType.INLINE)
                .entityType(type)
                .entityName(entity)
                .build();
    }

    private static ListPoliciesGrantingServiceAccessEntry entry(
            String namespace, PolicyGrantingServiceAccess... policies) {
        return ListPoliciesGrantingServiceAccessEntry.builder()
                .serviceNamespace(namespace)
                .policies(policies)
                .build();
    }

    private List<ListPoliciesGrantingServiceAccessEntry> granting(String arn, String... namespaces) {
        var answer = iam.listPoliciesGrantingServiceAccess(in -> in.arn(arn).serviceNamespaces(namespaces));
        assertThat(answer.isTruncated()).isFalse();
        assertThat(answer.marker()).isNull();
        return answer.policiesGrantingServiceAccess();
    }

    @Test
    void ofAUserHerOwnAndThoseOfHerGroupsEachByItself() {
        PolicyGrantingServiceAccess direct = inline("z-direct", PolicyOwnerEntityType.USER, "Target");
        assertThat(granting(account.arn("user/last/Target"), "sqs", "s3", "iam", "lambda", "ec2", "dynamodb"))
                .containsExactly(
                        entry("sqs", shared),
                        entry("s3", shared, direct),
                        entry("iam", direct, inline("z-group", PolicyOwnerEntityType.GROUP, "agroup")),
                        entry("lambda", inline("a-group", PolicyOwnerEntityType.GROUP, "zgroup")),
                        entry("ec2", direct),
                        entry("dynamodb"));
        assertThat(granting(account.arn("user/elsewhere/target"), "ec2", "ec2")).containsExactly(entry("ec2", direct));
    }

    @Test
    void ofAGroupOrARoleItsOwn() {
        assertThat(granting(account.arn("group/zgroup"), "sqs", "iam", "lambda"))
                .containsExactly(
                        entry("sqs", shared),
                        entry("iam"),
                        entry("lambda", inline("a-group", PolicyOwnerEntityType.GROUP, "zgroup")));
        iam.createRole(in -> in.roleName("Deploy")
                .assumeRolePolicyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                                + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"));
        iam.putRolePolicy(
                in -> in.roleName("Deploy").policyName("inline").policyDocument(allow("kms:ListKeys", "iam:Get*")));
        assertThat(granting(account.arn("role/Deploy"), "iam", "s3"))
                .containsExactly(entry("iam", inline("inline", PolicyOwnerEntityType.ROLE, "Deploy")), entry("s3"));
    }

    @Test
    void twoHundredServicesAreOnePage() {
        String[] namespaces = Collections.nCopies(200, "s3").toArray(String[]::new);
        assertThat(granting(account.arn("user/Target"), namespaces)).hasSize(1);
        assertRefused(
                () -> granting(account.arn("user/Target"), Arrays.copyOf(namespaces, 201)), 400, "ValidationError");
    }

    @Test
    void whatCannotBeAskedIsRefusedInAwssWords() {
        String target = account.arn("user/Target");
        assertRefused(
                () -> granting(target, "s3", "S3", "iam", "nothing-such"),
                400,
                "InvalidInput",
                "Invalid service namespace: [S3, nothing-such]");
        assertRefused(
                () -> granting(shared.policyArn(), "s3"),
                400,
                "InvalidInput",
                "Invalid Entity Arn: " + shared.policyArn() + " is not supported.");
        assertRefused(
                () -> granting(account.arn("root"), "s3"),
                400,
                "InvalidInput",
                "Could not extract entity from ARN : " + account.arn("root"));
        assertRefused(
                () -> granting(target + "-missing", "s3"),
                404,
                "NoSuchEntity",
                "ARN " + target + "-missing does not exist.");
        assertRefused(
                () -> iam.listPoliciesGrantingServiceAccess(
                        in -> in.arn(target).serviceNamespaces("s3").marker("invalid")),
                400,
                "ValidationError",
                "Invalid Marker.");
        assertRefused(
                () -> granting("arn:aws:iam::999999999999:user/Target", "s3"),
                403,
                "AccessDenied",
                "User: " + account.arn("user/admin")
                        + " is not authorized to perform the operation on arn:aws:iam::999999999999:user/Target");
    }
}
