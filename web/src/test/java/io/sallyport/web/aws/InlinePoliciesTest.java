// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;

/** Policies that are part of a user or group. */
class InlinePoliciesTest extends ServedAccount {
    /** White space of every kind, characters that XML, forms and URLs treat as their own, and the last that AWS allows. */
    private static final String ODD =
            "\t{ \"Version\":\r\n\"2012-10-17\",\n\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":"
                    + "[\"arn:aws:s3:::b/a+b%20~<&>'\u00a0\u00ff${aws:username}?=;\\u003c\"]}]\n}  ";

    @Test
    void putUserPolicyReplacesThePolicyOfThatName() {
        AwsCredentials tyler = newUser("tyler");
        iam.putUserPolicy(
                in -> in.userName("tyler").policyName("p").policyDocument(SamplePolicies.allow("iam:ListUsers")));
        assertThat(server.iam(tyler).listUsers().users()).hasSize(2);

        iam.putUserPolicy(
                in -> in.userName("tyler").policyName("P").policyDocument(SamplePolicies.allow("iam:GetUser")));
        assertRefused(() -> server.iam(tyler).listUsers(), 403, "AccessDenied");
        assertThat(server.iam(tyler).getUser().user().userName()).isEqualTo("tyler");
    }

    @Test
    void whatWasPutIsWhatIsGotUrlEncoded() {
        iam.createUser(in -> in.userName("Tyler"));
        iam.createGroup(in -> in.groupName("Devs"));
        iam.putUserPolicy(in -> in.userName("tyler").policyName("Odd").policyDocument(ODD));
        iam.putGroupPolicy(in -> in.groupName("devs").policyName("Odd").policyDocument(ODD));

        GetUserPolicyResponse user =
                iam.getUserPolicy(in -> in.userName("tyler").policyName("oDD"));
        GetGroupPolicyResponse group =
                iam.getGroupPolicy(in -> in.groupName("devs").policyName("oDD"));

        assertThat(user.userName()).isEqualTo("Tyler");
        assertThat(user.policyName()).isEqualTo("oDD");
        assertThat(group.groupName()).isEqualTo("Devs");
        assertThat(group.policyName()).isEqualTo("oDD");
        for (String document : List.of(user.policyDocument(), group.policyDocument())) {
            assertThat(document).matches("(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+").contains("a%2Bb%2520~", "s3%3A%2A");
            assertThat(URLDecoder.decode(document, StandardCharsets.UTF_8)).isEqualTo(ODD);
        }
        assertThat(iam.listUserPolicies(in -> in.userName("tyler")).policyNames())
                .containsExactly("Odd");
        assertThat(iam.listGroupPolicies(in -> in.groupName("devs")).policyNames())
                .containsExactly("Odd");
    }

    @Test
    void aGroupsPolicyGrantsToItsMembersUntilItIsDeleted() {
        AwsCredentials tyler = newUser("tyler");
        iam.createGroup(in -> in.groupName("devs"));
        iam.putGroupPolicy(
                in -> in.groupName("devs").policyName("p").policyDocument(SamplePolicies.allow("iam:ListUsers")));
        assertRefused(() -> server.iam(tyler).listUsers(), 403, "AccessDenied");

        iam.addUserToGroup(in -> in.groupName("devs").userName("tyler"));
        assertThat(server.iam(tyler).listUsers().users()).hasSize(2);

        iam.deleteGroupPolicy(in -> in.groupName("devs").policyName("P"));
        assertRefused(() -> server.iam(tyler).listUsers(), 403, "AccessDenied");
        assertThat(iam.listGroupPolicies(in -> in.groupName("devs")).policyNames())
                .isEmpty();
    }

    @Test
    void aUsersPolicyGrantsUntilItIsDeleted() {
        AwsCredentials tyler = newUser("tyler");
        iam.putUserPolicy(
                in -> in.userName("tyler").policyName("p").policyDocument(SamplePolicies.allow("iam:ListUsers")));
        assertThat(server.iam(tyler).listUsers().users()).hasSize(2);

        iam.deleteUserPolicy(in -> in.userName("tyler").policyName("P"));
        assertRefused(() -> server.iam(tyler).listUsers(), 403, "AccessDenied");
        assertThat(iam.listUserPolicies(in -> in.userName("tyler")).policyNames())
                .isEmpty();
    }

    @Test
    void aMissingPolicyIsCalledByItsName() {
        iam.createGroup(in -> in.groupName("devs"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.getUserPolicy(in -> in.userName("admin").policyName("none")),
                () -> iam.deleteUserPolicy(in -> in.userName("admin").policyName("none")))) {
            assertRefused(call, 404, "NoSuchEntity", "The user policy with name none cannot be found.");
        }
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.getGroupPolicy(in -> in.groupName("devs").policyName("none")),
                () -> iam.deleteGroupPolicy(in -> in.groupName("devs").policyName("none")))) {
            assertRefused(call, 404, "NoSuchEntity", "The group policy with name none cannot be found.");
        }
    }

    @Test
    void inlinePoliciesOfAUserHave2048CharactersTogetherWithoutWhiteSpace() {
        iam.createUser(in -> in.userName("tyler"));
        iam.putUserPolicy(in -> in.userName("tyler").policyName("a").policyDocument(SamplePolicies.ofSize(1948)));
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("b")
                .policyDocument(SamplePolicies.ofSize(100).replace(",", " ,\n\t ")));

        assertRefused(
                () -> iam.putUserPolicy(
                        in -> in.userName("tyler").policyName("B").policyDocument(SamplePolicies.ofSize(101))),
                409,
                "LimitExceeded",
                "Maximum policy size of 2048 bytes exceeded for user tyler");
        assertRefused(
                () -> iam.putUserPolicy(
                        in -> in.userName("admin").policyName("p").policyDocument(SamplePolicies.ofSize(2049))),
                409,
                "LimitExceeded",
                "Maximum policy size of 2048 bytes exceeded for user admin");
    }

    @Test
    void inlinePoliciesOfAGroupHave5120CharactersTogether() {
        iam.createGroup(in -> in.groupName("devs"));
        iam.putGroupPolicy(in -> in.groupName("devs").policyName("a").policyDocument(SamplePolicies.ofSize(5020)));
        iam.putGroupPolicy(in -> in.groupName("devs").policyName("b").policyDocument(SamplePolicies.ofSize(100)));

        assertRefused(
                () -> iam.putGroupPolicy(
                        in -> in.groupName("devs").policyName("b").policyDocument(SamplePolicies.ofSize(101))),
                409,
                "LimitExceeded",
                "Maximum policy size of 5120 bytes exceeded for group devs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | Syntax errors in policy.",
                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},\"Statement\":[]}"
                        + " | Syntax errors in policy.",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\"}}"
                        + " | Policy statement must contain actions.",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\"}}"
                        + " | Policy statement must contain resources.",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"x\",\"Resource\":\"*\"}}"
                        + " | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"x\"}}"
                        + " | Resource x must be in ARN format or \"*\".",
            })
    void refusesAPolicyInAwssWords(String document, String message) {
        iam.createGroup(in -> in.groupName("devs"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.putUserPolicy(
                        in -> in.userName("admin").policyName("p").policyDocument(document)),
                () -> iam.putGroupPolicy(
                        in -> in.groupName("devs").policyName("p").policyDocument(document)))) {
            assertRefused(call, 400, "MalformedPolicyDocument", message);
        }
    }
}
