// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** The versions of a customer managed policy. */
class PolicyVersionsTest extends ServedAccount {
    private String arn = "";

    @BeforeEach
    void createPolicy() {
        arn = iam.createPolicy(in -> in.policyName("p").policyDocument(SamplePolicies.allow("iam:ListUsers")))
                .policy()
                .arn();
    }

    private PolicyVersion addVersion(String document, boolean asDefault) {
        return iam.createPolicyVersion(
                        in -> in.policyArn(arn).policyDocument(document).setAsDefault(asDefault))
                .policyVersion();
    }

    private List<String> versions() {
        return iam.listPolicyVersions(in -> in.policyArn(arn)).versions().stream()
                .map(version -> version.versionId() + (version.isDefaultVersion() ? " default" : ""))
                .toList();
    }

    @Test
    void aVersionIsToldWithoutItsDocumentButByItself() {
        String document = " {\"Version\":\"2012-10-17\",\r\n\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\","
                + "\"Resource\":\"arn:aws:s3:::\u00a1~*\"}]}";
        PolicyVersion created = addVersion(document, false);

        assertThat(created)
                .isEqualTo(PolicyVersion.builder()
                        .versionId("v2")
                        .isDefaultVersion(false)
                        .createDate(server.clock().instant())
                        .build());
        PolicyVersion got =
                iam.getPolicyVersion(in -> in.policyArn(arn).versionId("v2")).policyVersion();
        assertThat(got.toBuilder().document(null).build()).isEqualTo(created);
        assertThat(got.document()).startsWith("%20%7B%22Version%22%3A");
        assertThat(URLDecoder.decode(got.document(), StandardCharsets.UTF_8)).isEqualTo(document);
        assertThat(iam.listPolicyVersions(in -> in.policyArn(arn)).versions())
                .extracting(PolicyVersion::document)
                .containsOnlyNulls();
    }

    @Test
    void theDefaultVersionDecidesAtTheNextRequest() {
        IamClient tyler = server.iam(newUser("tyler"));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(arn));
        assertThat(tyler.listUsers().users()).hasSize(2);
        addVersion(SamplePolicies.allow("iam:ListGroups"), false);
        assertThat(tyler.listUsers().users()).hasSize(2);
        iam.setDefaultPolicyVersion(in -> in.policyArn(arn).versionId("v2"));

        assertRefused(() -> tyler.listUsers(), 403, "AccessDenied");
        assertThat(versions()).containsExactly("v2 default", "v1");
        assertThat(iam.getPolicy(in -> in.policyArn(arn)).policy().defaultVersionId())
                .isEqualTo("v2");
        addVersion(SamplePolicies.allow("iam:*"), true);
        assertThat(tyler.listUsers().users()).hasSize(2);
        assertThat(versions()).containsExactly("v3 default", "v2", "v1");
    }

    @Test
    void aPolicyIsUpdatedWhenAVersionIsMade() {
        Instant before = server.clock().instant();
        server.clock().forward(Duration.ofSeconds(90));
        addVersion(SamplePolicies.allow("*"), false);

        Policy policy = iam.getPolicy(in -> in.policyArn(arn)).policy();
        assertThat(policy.createDate()).isEqualTo(before);
        assertThat(policy.updateDate()).isEqualTo(before.plusSeconds(90));
    }

    @Test
    void fiveVersionsAtATimeUnderNumbersThatNeverComeAgain() {
        for (int i = 0; i < 4; i++) {
            addVersion(SamplePolicies.allow("*"), false);
        }
        assertRefused(
                () -> addVersion(SamplePolicies.allow("*"), false),
                409,
                "LimitExceeded",
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an"
                        + " existing version.");
        assertThat(versions()).containsExactly("v5", "v4", "v3", "v2", "v1 default");
        iam.deletePolicyVersion(in -> in.policyArn(arn).versionId("v5"));
        assertThat(addVersion(SamplePolicies.allow("*"), false).versionId()).isEqualTo("v6");
        ListPolicyVersionsResponse first =
                iam.listPolicyVersions(in -> in.policyArn(arn).maxItems(3));
        assertThat(first.isTruncated()).isTrue();
        assertThat(iam.listPolicyVersions(in -> in.policyArn(arn).marker(first.marker()))
                        .versions())
                .extracting(PolicyVersion::versionId)
                .containsExactly("v2", "v1");
    }

    @Test
    void theDefaultVersionIsNotDeleted() {
        assertRefused(
                () -> iam.deletePolicyVersion(in -> in.policyArn(arn).versionId("v1")),
                409,
                "DeleteConflict",
                "Cannot delete the default version of a policy.");
    }

    @Test
    void aVersionThatDoesNotExistIsNotFound() {
        String none = account.arn("policy/none");
        for (String version : List.of("v9", "v1.x", "v99999999999")) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> iam.getPolicyVersion(in -> in.policyArn(arn).versionId(version)),
                    () -> iam.setDefaultPolicyVersion(in -> in.policyArn(arn).versionId(version)),
                    () -> iam.deletePolicyVersion(in -> in.policyArn(arn).versionId(version)))) {
                assertRefused(
                        call,
                        404,
                        "NoSuchEntity",
                        "Policy " + arn + " version " + version + " does not exist or is not attachable.");
            }
        }
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.getPolicyVersion(in -> in.policyArn(none).versionId("v1")),
                () -> iam.setDefaultPolicyVersion(in -> in.policyArn(none).versionId("v1")))) {
            assertRefused(
                    call, 404, "NoSuchEntity", "Policy " + none + " version v1 does not exist or is not attachable.");
        }
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.createPolicyVersion(in -> in.policyArn(none).policyDocument(SamplePolicies.allow("*"))),
                () -> iam.deletePolicyVersion(in -> in.policyArn(none).versionId("v1")),
                () -> iam.listPolicyVersions(in -> in.policyArn(none)))) {
            assertRefused(call, 404, "NoSuchEntity", "Policy " + none + " was not found.");
        }
        assertRefused(
                () -> iam.setDefaultPolicyVersion(in -> in.policyArn(arn).versionId("wrong_version_id")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
    }

    @Test
    void aMalformedVersionIsRefusedBeforeItsPolicyIsLookedFor() {
        for (String policy : List.of(arn, account.arn("policy/none"))) {
            assertRefused(
                    () -> iam.createPolicyVersion(in -> in.policyArn(policy).policyDocument("{}")),
                    400,
                    "MalformedPolicyDocument",
                    "Syntax errors in policy.");
        }
        assertRefused(
                () -> addVersion(SamplePolicies.ofSize(6145), true),
                409,
                "LimitExceeded",
                "Cannot exceed quota for PolicySize: 6144");
        assertThat(versions()).containsExactly("v1 default");
    }
}
