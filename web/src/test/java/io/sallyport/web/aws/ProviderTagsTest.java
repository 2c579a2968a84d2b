// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProviderTagsResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProviderTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;

/** The tags of identity providers, and what they decide. */
class ProviderTagsTest extends ServedAccount {
    private static final String FULL = "The number of tags has reached the maximum limit.";
    private static final String DUPLICATE = "Duplicate tag keys found.";

    private String oidc(Tag... tags) {
        return iam.createOpenIDConnectProvider(
                        in -> in.url("https://oidc.example.com").tags(tags))
                .openIDConnectProviderArn();
    }

    private String saml(Tag... tags) {
        return iam.createSAMLProvider(in -> in.name("corporate")
                        .samlMetadataDocument(SamlDocuments.METADATA)
                        .tags(tags))
                .samlProviderArn();
    }

    @Test
    void tagsOfAnOpenIdConnectProviderComeAndGo() {
        assertThat(iam.createOpenIDConnectProvider(
                                in -> in.url("https://other.example.com").tags(tag("k2", "v2"), tag("k1", "v1")))
                        .tags())
                .containsExactly(tag("k2", "v2"), tag("k1", "v1"));
        String arn = oidc();
        iam.tagOpenIDConnectProvider(
                in -> in.openIDConnectProviderArn(arn).tags(tag("k2", "v2"), tag("k1", "v1"), tag("k3", "v3")));
        iam.untagOpenIDConnectProvider(in -> in.openIDConnectProviderArn(arn).tagKeys("k3", "K1"));

        ListOpenIdConnectProviderTagsResponse listed =
                iam.listOpenIDConnectProviderTags(in -> in.openIDConnectProviderArn(arn));
        assertThat(listed.tags()).containsExactly(tag("k1", "v1"), tag("k2", "v2"));
        assertThat(listed.isTruncated()).isFalse();
        assertThat(listed.marker()).isNull();
        assertThat(iam.getOpenIDConnectProvider(in -> in.openIDConnectProviderArn(arn))
                        .tags())
                .isEqualTo(listed.tags());
    }

    @Test
    void tagsOfASamlProviderComeAndGo() {
        String arn = saml(tag("k1", "v1"));
        iam.tagSAMLProvider(in -> in.samlProviderArn(arn).tags(tag("k2", "v2"), tag("k3", "v3")));
        iam.untagSAMLProvider(in -> in.samlProviderArn(arn).tagKeys("k3", "K1"));

        ListSamlProviderTagsResponse listed = iam.listSAMLProviderTags(in -> in.samlProviderArn(arn));
        assertThat(listed.tags()).containsExactly(tag("k1", "v1"), tag("k2", "v2"));
        assertThat(listed.isTruncated()).isFalse();
        assertThat(iam.getSAMLProvider(in -> in.samlProviderArn(arn)).tags()).isEqualTo(listed.tags());
    }

    @Test
    void tagsComeInPages() {
        Tag[] ten = IntStream.range(0, 10).mapToObj(i -> tag("k" + i, "v")).toArray(Tag[]::new);
        String oidc = oidc(ten);
        String saml = saml(ten);

        ListOpenIdConnectProviderTagsResponse first = iam.listOpenIDConnectProviderTags(
                in -> in.openIDConnectProviderArn(oidc).maxItems(4));
        assertThat(first.tags()).containsExactly(Arrays.copyOf(ten, 4));
        assertThat(iam.listOpenIDConnectProviderTags(
                                in -> in.openIDConnectProviderArn(oidc).marker(first.marker()))
                        .tags())
                .hasSize(6);
        ListSamlProviderTagsResponse page =
                iam.listSAMLProviderTags(in -> in.samlProviderArn(saml).maxItems(9));
        assertThat(page.isTruncated()).isTrue();
        assertThat(iam.listSAMLProviderTags(in -> in.samlProviderArn(saml).marker(page.marker()))
                        .tags())
                .containsExactly(ten[9]);
    }

    @Test
    void theFiftyFirstTagIsRefused() {
        Tag[] fifty = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toArray(Tag[]::new);
        String oidc = oidc(fifty);
        String saml = saml(fifty);
        assertRefused(
                () -> iam.tagOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(oidc).tags(tag("more", ""))),
                409,
                "LimitExceeded",
                FULL);
        assertRefused(
                () -> iam.tagSAMLProvider(in -> in.samlProviderArn(saml).tags(tag("more", ""))),
                409,
                "LimitExceeded",
                FULL);
    }

    @Test
    void oneKeyTwiceIsRefusedAndNothingIsDone() {
        List<Tag> twice = List.of(tag("a", "1"), tag("A", "2"), tag("a", "3"));
        assertRefused(
                () -> iam.createOpenIDConnectProvider(
                        in -> in.url("https://oidc.example.com").tags(twice)),
                400,
                "InvalidInput",
                DUPLICATE);
        assertRefused(() -> saml(twice.toArray(Tag[]::new)), 400, "InvalidInput", DUPLICATE);
        assertThat(iam.listOpenIDConnectProviders().openIDConnectProviderList()).isEmpty();
        assertThat(iam.listSAMLProviders().samlProviderList()).isEmpty();
        String oidc = oidc();
        String saml = saml();
        assertRefused(
                () -> iam.tagOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(oidc).tags(twice)),
                400,
                "InvalidInput",
                DUPLICATE);
        assertRefused(
                () -> iam.tagSAMLProvider(in -> in.samlProviderArn(saml).tags(twice)), 400, "InvalidInput", DUPLICATE);
    }

    /** As recorded from AWS. */
    @Test
    void keysThatDifferInCaseAreTwoTags() {
        Tag[] two = {tag("Team", "first"), tag("team", "second")};
        String oidc = oidc();
        String saml = saml(two);
        iam.tagOpenIDConnectProvider(in -> in.openIDConnectProviderArn(oidc).tags(two));
        iam.untagOpenIDConnectProvider(in -> in.openIDConnectProviderArn(oidc).tagKeys("TEAM"));
        iam.untagSAMLProvider(in -> in.samlProviderArn(saml).tagKeys("TEAM"));

        assertThat(iam.listOpenIDConnectProviderTags(in -> in.openIDConnectProviderArn(oidc))
                        .tags())
                .containsExactly(two);
        assertThat(iam.listSAMLProviderTags(in -> in.samlProviderArn(saml)).tags())
                .containsExactly(two);
    }

    @Test
    void noTagsAreRefused() {
        String oidc = oidc();
        String saml = saml();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.tagOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(oidc).tags(List.of())),
                () -> iam.untagOpenIDConnectProvider(
                        in -> in.openIDConnectProviderArn(oidc).tagKeys(List.of())),
                () -> iam.tagSAMLProvider(in -> in.samlProviderArn(saml).tags(List.of())),
                () -> iam.untagSAMLProvider(in -> in.samlProviderArn(saml).tagKeys(List.of())))) {
            assertRefused(call, 400, "InvalidInput", "Error occurred while validating input. ");
        }
    }

    @Test
    void tagsOfProvidersAndOfRequestsReachPolicies() {
        String oidc = oidc(tag("team", "blue"));
        String saml = saml(tag("team", "red"));
        AwsCredentials key = newUser("tyler");
        IamClient tyler = server.iam(key);
        iam.putUserPolicy(in -> in.userName("tyler").policyName("p").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": ["iam:GetSAMLProvider", "iam:GetOpenIDConnectProvider"],
                           "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}},
                          {"Effect": "Allow", "Action": ["iam:TagSAMLProvider"],
                           "Resource": "*", "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"}}},
                          {"Effect": "Allow", "Action": ["iam:CreateSAMLProvider"], "Resource": "*"}]}"""));

        assertThat(tyler.getOpenIDConnectProvider(in -> in.openIDConnectProviderArn(oidc))
                        .url())
                .isEqualTo("oidc.example.com");
        assertRefused(() -> tyler.getSAMLProvider(in -> in.samlProviderArn(saml)), 403, "AccessDenied");
        assertRefused(
                () -> tyler.createSAMLProvider(in -> in.name("other")
                        .samlMetadataDocument(SamlDocuments.METADATA)
                        .tags(tag("team", "red"))),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler")
                        + " is not authorized to perform: iam:TagSAMLProvider on resource: "
                        + account.arn("saml-provider/other")
                        + " because no identity-based policy allows the iam:TagSAMLProvider action");
        tyler.tagSAMLProvider(in -> in.samlProviderArn(saml).tags(tag("team", "blue")));
        assertThat(tyler.getSAMLProvider(in -> in.samlProviderArn(saml)).tags()).containsExactly(tag("team", "blue"));
    }
}
