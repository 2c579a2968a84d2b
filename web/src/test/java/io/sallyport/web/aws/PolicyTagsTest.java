// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.Tag;

/** The tags of policies, whose keys mind case. */
class PolicyTagsTest extends ServedAccount {
    private static final String ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";

    private String arn = "";

    @BeforeEach
    void createPolicy() {
        arn = create("p").arn();
    }

    private Policy create(String name, Tag... tags) {
        return iam.createPolicy(in -> in.policyName(name)
                        .policyDocument(SamplePolicies.allow("*"))
                        .tags(tags))
                .policy();
    }

    private List<Tag> tags() {
        return iam.listPolicyTags(in -> in.policyArn(arn)).tags();
    }

    @Test
    void createPolicyTellsItsTagsAsTheyCameAndTheListByKey() {
        Policy created = create("tagged", tag("a", "lowercase"), tag("A", "uppercase"), tag("b", ""));

        assertThat(created.tags()).containsExactly(tag("a", "lowercase"), tag("A", "uppercase"), tag("b", ""));
        assertThat(iam.listPolicyTags(in -> in.policyArn(created.arn())).tags())
                .containsExactly(tag("A", "uppercase"), tag("a", "lowercase"), tag("b", ""));
        assertThat(iam.getPolicy(in -> in.policyArn(created.arn())).policy().tags())
                .hasSize(3);
    }

    @Test
    void shortKeysAreListedBeforeLongOnes() {
        iam.tagPolicy(in -> in.policyArn(arn).tags(tag("abc", "1"), tag("b", "2"), tag("z", "3"), tag("a", "4")));

        assertThat(tags()).containsExactly(tag("a", "4"), tag("b", "2"), tag("z", "3"), tag("abc", "1"));
    }

    @Test
    void tagsAreReplacedAndTakenAwayByTheirKeyInItsCase() {
        iam.tagPolicy(in -> in.policyArn(arn).tags(tag("a", "1"), tag("A", "2")));
        iam.tagPolicy(in -> in.policyArn(arn).tags(tag("a", "3")));
        assertThat(tags()).containsExactly(tag("A", "2"), tag("a", "3"));
        iam.untagPolicy(in -> in.policyArn(arn).tagKeys("a", "never there"));

        assertThat(tags()).containsExactly(tag("A", "2"));
        assertThat(iam.getPolicy(in -> in.policyArn(arn)).policy().tags()).containsExactly(tag("A", "2"));
    }

    @Test
    void tagsComeInPages() {
        iam.tagPolicy(in -> in.policyArn(arn).tags(tag("a", ""), tag("b", ""), tag("c", "")));
        ListPolicyTagsResponse first =
                iam.listPolicyTags(in -> in.policyArn(arn).maxItems(2));

        assertThat(first.tags()).containsExactly(tag("a", ""), tag("b", ""));
        assertThat(iam.listPolicyTags(in -> in.policyArn(arn).marker(first.marker()))
                        .tags())
                .containsExactly(tag("c", ""));
    }

    @Test
    void oneKeyTwiceAndTooManyAreRefused() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> create("twice", tag("a", "1"), tag("a", "2")),
                () -> iam.tagPolicy(in -> in.policyArn(arn).tags(tag("a", "1"), tag("a", "2"))))) {
            assertRefused(call, 400, "InvalidInput", "Duplicate tag keys found.");
        }
        iam.tagPolicy(in -> in.policyArn(arn)
                .tags(IntStream.range(0, 50).mapToObj(i -> tag("t" + i, "")).toList()));
        assertRefused(
                () -> iam.tagPolicy(in -> in.policyArn(arn).tags(tag("more", ""))),
                409,
                "LimitExceeded",
                "The number of tags has reached the maximum limit.");
    }

    @Test
    void whatIsNotThereIsNotTagged() {
        String none = account.arn("policy/none");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.tagPolicy(in -> in.policyArn(none).tags(tag("a", ""))),
                () -> iam.untagPolicy(in -> in.policyArn(none).tagKeys("a")),
                () -> iam.listPolicyTags(in -> in.policyArn(none)))) {
            assertRefused(call, 404, "NoSuchEntity", "Policy " + none + " was not found.");
        }
    }

    @Test
    void awssPoliciesBearNoTags() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.tagPolicy(in -> in.policyArn(ADMIN).tags(tag("a", ""))),
                () -> iam.untagPolicy(in -> in.policyArn(ADMIN).tagKeys("a")))) {
            assertRefused(call, 400, "InvalidInput", "Tags not supported for policies in this domain");
        }
        assertThat(iam.listPolicyTags(in -> in.policyArn(ADMIN)).tags()).isEmpty();
    }

    @Test
    void tagsOfRequestAndPolicyDecide() {
        IamClient tyler = server.iam(newUser("tyler"));
        iam.putUserPolicy(in -> in.userName("tyler").policyName("p").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["iam:CreatePolicy", "iam:TagPolicy"], "Resource": "*",
                   "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"}}},
                  {"Effect": "Allow", "Action": ["iam:GetPolicy", "iam:DeletePolicy"], "Resource": "*",
                   "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}},
                  {"Effect": "Allow", "Action": "iam:UntagPolicy", "Resource": "*",
                   "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "other"}}}]}"""));
        String blue = tyler.createPolicy(in -> in.policyName("blue")
                        .policyDocument(SamplePolicies.allow("*"))
                        .tags(tag("team", "blue")))
                .policy()
                .arn();

        assertThat(tyler.getPolicy(in -> in.policyArn(blue)).policy().policyName())
                .isEqualTo("blue");
        tyler.untagPolicy(in -> in.policyArn(blue).tagKeys("other"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> tyler.createPolicy(in -> in.policyName("red").policyDocument(SamplePolicies.allow("*"))),
                () -> tyler.tagPolicy(in -> in.policyArn(arn).tags(tag("team", "red"))),
                () -> tyler.untagPolicy(in -> in.policyArn(blue).tagKeys("team")),
                () -> tyler.getPolicy(in -> in.policyArn(arn)),
                () -> tyler.deletePolicy(in -> in.policyArn(arn)))) {
            assertRefused(call, 403, "AccessDenied");
        }
        tyler.deletePolicy(in -> in.policyArn(blue));
    }
}
