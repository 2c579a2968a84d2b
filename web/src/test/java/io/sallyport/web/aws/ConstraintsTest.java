// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.ChangePasswordRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;

/** Messages marked "recorded" are those of AWS itself, as recorded by a public project in 2024–2026. */
class ConstraintsTest {
    private static final String ROLE = "arn:aws:iam::051826736434:role/reader";

    private final Constraints constraints = Constraints.load();

    private void refuses(String action, SdkPojo request, String message) {
        assertThatThrownBy(() -> constraints.check(Api.ofRequest(request.getClass()), action, request))
                .asInstanceOf(InstanceOfAssertFactories.type(WireException.class))
                .extracting(WireException::error)
                .isEqualTo(WireError.sender(400, "ValidationError", message));
    }

    private void accepts(String action, SdkPojo request) {
        assertThatCode(() -> constraints.check(Api.ofRequest(request.getClass()), action, request))
                .doesNotThrowAnyException();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void acceptsWhatTheModelAllows() {
        accepts(
                "CreateUser",
                CreateUserRequest.builder()
                        .userName("Tyler+=,.@-_")
                        .path("/a/b/")
                        .tags(tag("k", ""))
                        .build());
        accepts(
                "CreateUser",
                CreateUserRequest.builder().userName("x".repeat(64)).path("/").build());
        accepts("GetCallerIdentity", GetCallerIdentityRequest.builder().build());
    }

    @Test
    void acceptsAnythingForAnActionThatTheModelDoesNotKnowYet() {
        accepts("CreateDelegationRequest", CreateUserRequest.builder().build());
    }

    /** Recorded for a list whose first ten members were left out. */
    @Test
    void refusesAMemberThatWasLeftOut() {
        refuses(
                "GetContextKeysForCustomPolicy",
                GetContextKeysForCustomPolicyRequest.builder()
                        .policyInputList(null, "{}")
                        .build(),
                "1 validation error detected: Value at 'policyInputList' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must have length less than or equal to 131072, Member must have length"
                        + " greater than or equal to 1, Member must satisfy regular expression pattern:"
                        + " [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]+]");
    }

    /** Recorded for a list of which only the tenth tag was sent. */
    @Test
    void tellsTenViolationsAtMost() {
        String told = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> "Value at 'tags." + i
                        + ".member.value' failed to satisfy constraint: Member must not be null;" + " Value at 'tags."
                        + i + ".member.key' failed to satisfy constraint: Member must not be null")
                .collect(Collectors.joining("; "));
        refuses(
                "CreateUser",
                CreateUserRequest.builder()
                        .userName("a")
                        .tags(Collections.nCopies(9, Tag.builder().build()))
                        .build(),
                "10 validation errors detected: " + told);
    }

    /** Recorded, all three. */
    @Test
    void refusesTagsByTheirNumber() {
        refuses(
                "CreateUser",
                CreateUserRequest.builder()
                        .userName("a")
                        .tags(tag("k".repeat(129), ""))
                        .build(),
                "1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must have"
                        + " length less than or equal to 128");
        refuses(
                "CreateUser",
                CreateUserRequest.builder().userName("a").tags(tag("k#", "")).build(),
                "1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
        refuses(
                "CreateUser",
                CreateUserRequest.builder()
                        .userName("a")
                        .tags(tag("k", "v".repeat(257)))
                        .build(),
                "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must have"
                        + " length less than or equal to 256");
    }

    @Test
    void refusesATagWithoutValue() {
        refuses(
                "CreateUser",
                CreateUserRequest.builder()
                        .userName("a")
                        .tags(tag("k", "v"), Tag.builder().key("k2").build())
                        .build(),
                "1 validation error detected: Value at 'tags.2.member.value' failed to satisfy constraint: Member must not"
                        + " be null");
    }

    /** Recorded. */
    @Test
    void refusesTooManyTagsWithoutLookingIntoThem() {
        List<Tag> tags = IntStream.range(0, 51).mapToObj(i -> tag("", "")).toList();

        refuses(
                "CreateUser",
                CreateUserRequest.builder().userName("a").tags(tags).build(),
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less"
                        + " than or equal to 50");
    }

    /** Recorded, both. */
    @Test
    void recitesEveryDemandOnAMemberOfAList() {
        refuses(
                "UntagUser",
                UntagUserRequest.builder()
                        .userName("a")
                        .tagKeys("ok", "k".repeat(129))
                        .build(),
                "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must have length less than or equal to 128, Member must have length greater"
                        + " than or equal to 1, Member must satisfy regular expression pattern:"
                        + " [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]");
        refuses(
                "CreateOpenIDConnectProvider",
                CreateOpenIdConnectProviderRequest.builder()
                        .url("u".repeat(256))
                        .clientIDList("c".repeat(256))
                        .thumbprintList("t".repeat(41))
                        .build(),
                "3 validation errors detected: Value at 'clientIDList' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must have length less than or equal to 255, Member must have length greater"
                        + " than or equal to 1]; Value at 'thumbprintList' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must have length less than or equal to 40, Member must have length greater"
                        + " than or equal to 40]; Value at 'url' failed to satisfy constraint: Member must have length less"
                        + " than or equal to 255");
    }

    /** Recorded. */
    @Test
    void gathersEveryViolationInOneMessage() {
        refuses(
                "UpdateAccountPasswordPolicy",
                UpdateAccountPasswordPolicyRequest.builder()
                        .minimumPasswordLength(129)
                        .maxPasswordAge(1096)
                        .passwordReusePrevention(25)
                        .build(),
                "3 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy constraint: Member must"
                        + " have value less than or equal to 128; Value at 'passwordReusePrevention' failed to satisfy"
                        + " constraint: Member must have value less than or equal to 24; Value at 'maxPasswordAge' failed to"
                        + " satisfy constraint: Member must have value less than or equal to 1095");
    }

    /** Recorded, all three. */
    @Test
    void doesNotRepeatValuesOfIam() {
        refuses(
                "UpdateAccessKey",
                UpdateAccessKeyRequest.builder()
                        .accessKeyId("AKIAIOSFODNN7EXAMPLE")
                        .status("Invalid")
                        .build(),
                "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value"
                        + " set");
        refuses(
                "CreateUser",
                CreateUserRequest.builder()
                        .userName("a")
                        .path("/" + "x".repeat(511) + "/")
                        .build(),
                "1 validation error detected: Value at 'path' failed to satisfy constraint: Member must have length less"
                        + " than or equal to 512");
        refuses(
                "GetPolicyVersion",
                GetPolicyVersionRequest.builder()
                        .policyArn("arn:aws:iam::aws:policy/A")
                        .versionId("v0")
                        .build(),
                "1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular"
                        + " expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
    }

    /** Recorded, both. */
    @Test
    void repeatsValuesOfSts() {
        refuses(
                "AssumeRole",
                AssumeRoleRequest.builder()
                        .roleArn(ROLE)
                        .roleSessionName("Session1:2")
                        .build(),
                "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member"
                        + " must satisfy regular expression pattern: [\\w+=,.@-]*");
        refuses(
                "AssumeRole",
                AssumeRoleRequest.builder()
                        .roleArn(ROLE)
                        .roleSessionName("s".repeat(65))
                        .build(),
                "1 validation error detected: Value '" + "s".repeat(65) + "' at 'roleSessionName' failed to satisfy"
                        + " constraint: Member must have length less than or equal to 64");
        refuses(
                "GetSessionToken",
                GetSessionTokenRequest.builder().durationSeconds(1).build(),
                "1 validation error detected: Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have"
                        + " value greater than or equal to 900");
    }

    @Test
    void namesMembersThatAreMissing() {
        refuses(
                "CreateVirtualMFADevice",
                CreateVirtualMfaDeviceRequest.builder().build(),
                "1 validation error detected: Value at 'virtualMFADeviceName' failed to satisfy constraint: Member must not"
                        + " be null");
        refuses(
                "UntagUser",
                UntagUserRequest.builder().userName("a").build(),
                "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must not be null");
        refuses(
                "AssumeRole",
                AssumeRoleRequest.builder().roleSessionName("session").build(),
                "1 validation error detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void tellsAnEmptyListFromAMissingOne() {
        accepts(
                "UntagUser",
                UntagUserRequest.builder()
                        .userName("a")
                        .tagKeys(Collections.emptyList())
                        .build());
    }

    @Test
    void refusesAnEnumInAList() {
        refuses(
                "GetAccountAuthorizationDetails",
                GetAccountAuthorizationDetailsRequest.builder()
                        .filterWithStrings("User", "Users")
                        .build(),
                "1 validation error detected: Value at 'filter' failed to satisfy constraint: Member must satisfy"
                        + " constraint: [Member must satisfy enum value set]");
    }

    /** The first as users of IAM met it (aws-cloudformation/cfn-lint#996 and others), the second recorded. */
    @Test
    void explainsNamesAndPathsWhenNothingElseIsWrong() {
        refuses(
                "CreateUser",
                CreateUserRequest.builder().userName("a b").build(),
                "The specified value for userName is invalid. It must contain only alphanumeric characters and/or the"
                        + " following: +=,.@_-");
        refuses(
                "CreateUser",
                CreateUserRequest.builder().userName("a").path("a").build(),
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric"
                        + " characters and/or / characters.");
        refuses(
                "CreateUser",
                CreateUserRequest.builder().userName("a b").path("a").build(),
                "2 validation errors detected: Value at 'path' failed to satisfy constraint: Member must satisfy regular"
                        + " expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007F]+\\u002F); Value at 'userName' failed"
                        + " to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+");
    }

    @Test
    void boundsNumbersByValueAndTextsByLength() {
        refuses(
                "ListUsers",
                ListUsersRequest.builder().maxItems(1001).marker("").build(),
                "3 validation errors detected: Value at 'maxItems' failed to satisfy constraint: Member must have value less"
                        + " than or equal to 1000; Value at 'marker' failed to satisfy constraint: Member must have length"
                        + " greater than or equal to 1; Value at 'marker' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: [\\u0020-\\u00FF]+");
    }

    @Test
    void countsCharactersNotCodeUnits() {
        accepts(
                "ListUsers",
                ListUsersRequest.builder().pathPrefix("/" + "x".repeat(511)).build());
        assertThat(new Constraint(false, null, 1L, false, java.util.Set.of(), null).failures("😀"))
                .isEmpty();
    }

    @Test
    void neverRepeatsASecret() {
        String canary = "canary" + "€".repeat(300_000);
        List<SdkPojo> requests = List.of(
                ChangePasswordRequest.builder()
                        .oldPassword(canary)
                        .newPassword(canary)
                        .build(),
                EnableMfaDeviceRequest.builder()
                        .authenticationCode1(canary)
                        .authenticationCode2(canary)
                        .build(),
                GetSessionTokenRequest.builder().tokenCode(canary).build(),
                AssumeRoleRequest.builder()
                        .policy(canary)
                        .tokenCode(canary)
                        .externalId(canary)
                        .build(),
                AssumeRoleWithWebIdentityRequest.builder()
                        .webIdentityToken(canary)
                        .policy(canary)
                        .build());

        for (SdkPojo request : requests) {
            String action =
                    request.getClass().getSimpleName().replace("Request", "").replace("Mfa", "MFA");
            assertThatThrownBy(() -> constraints.check(Api.ofRequest(request.getClass()), action, request))
                    .hasMessageContaining("validation error")
                    .hasMessageNotContaining("canary");
        }
    }

    /** Its pattern recurses once per character, which must not reach the end of the stack. */
    @Test
    void survivesALongAlias() {
        refuses(
                "CreateAccountAlias",
                CreateAccountAliasRequest.builder()
                        .accountAlias("a".repeat(QueryRequest.MAX_BODY))
                        .build(),
                "1 validation error detected: Value at 'accountAlias' failed to satisfy constraint: Member must have length"
                        + " less than or equal to 63");
    }

    @Test
    void survivesALongValueWhoseLengthIsFree() {
        String name = "a".repeat(QueryRequest.MAX_BODY);

        accepts(
                "CreateVirtualMFADevice",
                CreateVirtualMfaDeviceRequest.builder()
                        .virtualMFADeviceName(name)
                        .build());
        accepts(
                "GetPolicyVersion",
                GetPolicyVersionRequest.builder()
                        .policyArn("arn:aws:iam::aws:policy/A")
                        .versionId("v1." + name)
                        .build());
    }
}
