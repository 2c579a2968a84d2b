// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** Policies that come with a session narrow it, as they are at the moment of a decision. */
class SessionPoliciesTest extends ServedRoles {
    private String role() {
        String role = newRole("reader", trustingUser("admin"));
        iam.putRolePolicy(in -> in.roleName("reader").policyName("own").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
                 "Action": ["iam:ListUsers", "iam:ListGroups"]}}"""));
        return role;
    }

    private AwsCredentials session(String role, Consumer<AssumeRoleRequest.Builder> more) {
        return AwsServer.credentials(assume(account.admin(), role, more).credentials());
    }

    private String managed(String name, String document) {
        return iam.createPolicy(in -> in.policyName(name).policyDocument(document))
                .policy()
                .arn();
    }

    private static PolicyDescriptorType policy(String arn) {
        return PolicyDescriptorType.builder().arn(arn).build();
    }

    @Test
    void anInlinePolicyNarrowsAndNeverWidens() {
        String role = role();
        AwsCredentials narrowed = session(role, in -> in.policy("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
                 "Action": ["iam:ListUsers", "iam:ListRoles"]}}"""));

        assertThat(server.iam(narrowed).listUsers().users()).isNotEmpty();
        assertRefused(
                () -> server.iam(narrowed).listGroups(),
                403,
                "AccessDenied",
                denied(
                                "arn:aws:sts::" + account.id() + ":assumed-role/reader/session",
                                "iam:ListGroups",
                                account.arn("group/"))
                        + " because no session policy allows the iam:ListGroups action");
        assertRefused(() -> server.iam(narrowed).listRoles(), 403, "AccessDenied");

        AwsCredentials denied = session(role, in -> in.policy("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"},
                 {"Effect": "Deny", "Action": "iam:ListUsers", "Resource": "*"}]}"""));
        assertThat(server.iam(denied).listGroups().groups()).isEmpty();
        assertRefused(() -> server.iam(denied).listUsers(), 403, "AccessDenied");
    }

    @Test
    void aManagedOneCountsAsItIsNowAndOnceDeletedAllowsNothing() {
        String role = role();
        String policy = managed("p", SamplePolicies.allow("iam:*"));
        AwsCredentials narrowed = session(role, in -> in.policyArns(policy(policy)));
        assertThat(server.iam(narrowed).listUsers().users()).isNotEmpty();

        iam.createPolicyVersion(in -> in.policyArn(policy)
                .policyDocument(SamplePolicies.deny("iam:*"))
                .setAsDefault(true));
        assertRefused(() -> server.iam(narrowed).listUsers(), 403, "AccessDenied");
        iam.setDefaultPolicyVersion(in -> in.policyArn(policy).versionId("v1"));
        assertThat(server.iam(narrowed).listUsers().users()).isNotEmpty();

        iam.deletePolicyVersion(in -> in.policyArn(policy).versionId("v2"));
        iam.deletePolicy(in -> in.policyArn(policy));
        assertRefused(() -> server.iam(narrowed).listUsers(), 403, "AccessDenied");
        assertThat(managed("p", SamplePolicies.allow("iam:*"))).isEqualTo(policy);
        assertThat(server.iam(session(role, in -> in.policyArns(policy(policy))))
                        .listUsers()
                        .users())
                .isNotEmpty();
    }

    @Test
    void ofSeveralPoliciesOneHasToAllow() {
        String role = role();
        AwsCredentials narrowed = session(
                role,
                in -> in.policy(SamplePolicies.allow("iam:ListUsers"))
                        .policyArns(
                                policy(managed("groups", SamplePolicies.allow("iam:ListGroups"))),
                                policy("arn:aws:iam::aws:policy/IAMReadOnlyAccess")));
        assertThat(server.iam(narrowed).listUsers().users()).isNotEmpty();
        assertThat(server.iam(narrowed).listGroups().groups()).isEmpty();
        assertRefused(() -> server.iam(narrowed).listRoles(), 403, "AccessDenied");
    }

    /** The middle figure is recorded from AWS, the first is the one of its reference's examples. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Version":"2012-10-17","Statement":[{"Sid":"Stmt1","Effect":"Allow","Action":"s3:*","Resource":"*"}]} | 6
            {"Version": "2012-10-17", "Statement": [{"Sid": "RestrictedAccess", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::example-bucket/*"]}]} | 16
            {"Version":"2012-10-17","Statement":[{"Sid":"RestrictedAccess","Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::example-bucket/*"]}]} | 16
            """)
    void howMuchSpaceTheyTakeIsTold(String policy, int percent) {
        assertThat(packedSize(role(), in -> in.policy(policy))).isEqualTo(percent);
    }

    @SuppressWarnings("deprecation") // by the SDK; AWS answers with it
    private Integer packedSize(String role, Consumer<AssumeRoleRequest.Builder> more) {
        return assume(account.admin(), role, more).packedPolicySize();
    }

    @Test
    void whatTakesMoreSpaceThanThereIsIsRefused() {
        String role = role();
        List<Tag> tags = IntStream.range(0, 20)
                .mapToObj(i -> Tag.builder()
                        .key("key" + i)
                        .value(UUID.randomUUID().toString())
                        .build())
                .toList();
        assertThat(assertRefused(() -> assume(account.admin(), role, in -> in.tags(tags)), 400, "PackedPolicyTooLarge")
                        .awsErrorDetails()
                        .errorMessage())
                .matches("Packed size of session tags consumes 1\\d\\d% of allotted space\\.");
        String long2000 = SamplePolicies.allow("iam:*")
                .replace(
                        "\"*\"",
                        "[\""
                                + String.join(
                                        "\",\"",
                                        IntStream.range(0, 25)
                                                .mapToObj(i -> "arn:aws:s3:::" + UUID.randomUUID())
                                                .toList())
                                + "\"]");
        assertThat(assertRefused(
                                () -> assume(account.admin(), role, in -> in.policy(long2000)),
                                400,
                                "PackedPolicyTooLarge")
                        .awsErrorDetails()
                        .errorMessage())
                .matches("Packed policy consumes \\d+% of allotted space, please use smaller policy\\.");
    }

    @Test
    void whatIsNoPolicyIsRefused() {
        String role = role();
        assertRefused(() -> assume(account.admin(), role, in -> in.policy("{")), 400, "MalformedPolicyDocument");
        assertRefused(
                () -> assume(account.admin(), role, in -> in.policy(SamplePolicies.allow("s3") + " ")),
                400,
                "MalformedPolicyDocument");
        assertRefused(
                () -> assume(account.admin(), role, in -> in.policy(SamplePolicies.allow("s3:*") + " ".repeat(2048))),
                400,
                "ValidationError");
        assertRefused(
                () -> assume(
                        account.admin(),
                        role,
                        in -> in.policyArns(policy("arn:aws:iam::aws:policy/NoSuchPolicyAtAll"))),
                400,
                "InvalidParameterValue");
        PolicyDescriptorType one = policy("arn:aws:iam::aws:policy/ReadOnlyAccess");
        assertRefused(
                () -> assume(
                        account.admin(),
                        role,
                        in -> in.policyArns(
                                IntStream.range(0, 11).mapToObj(i -> one).toList())),
                400,
                "ValidationError");
    }

    @Test
    void aSessionPolicyAlsoNarrowsWhatTheSessionAssumesNext() {
        String role = role();
        iam.putRolePolicy(in -> in.roleName("reader").policyName("own").policyDocument(SamplePolicies.allow("sts:*")));
        String next = newRole("next", trustingTheAccount());
        assertThat(assumed(session(role, in -> {}), next)).isNotNull();
        AwsCredentials narrowed = session(role, in -> in.policy(SamplePolicies.allow("iam:*")));
        assertRefused(() -> assumed(narrowed, next), 403, "AccessDenied");
    }
}
