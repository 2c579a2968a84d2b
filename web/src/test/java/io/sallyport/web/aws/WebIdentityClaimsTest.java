// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** What a token says beside who it is about: tags, a source identity, roles, and whatever a trust policy may ask for. */
class WebIdentityClaimsTest extends FederatedAccount {
    private static final String ASSUME = "\"sts:AssumeRoleWithWebIdentity\"";
    private static final String ALL = ASSUME + ", \"sts:TagSession\", \"sts:SetSourceIdentity\"";
    private static final String TAGS = "\"https://aws.amazon.com/tags";

    @TempDir
    private Path directory;

    /** A token with these claims, whose provider's keys are known. */
    private String token(String claims) throws Exception {
        return token(IdentityProvider.ISSUER, claims);
    }

    private String token(String issuer, String claims) throws Exception {
        IdentityProvider idp = IdentityProvider.of(issuer, AwsServer.START, directory, claims);
        publish(idp);
        return idp.made().get(0);
    }

    private AssumeRoleWithWebIdentityResponse assume(String role, String token) {
        return sts.assumeRoleWithWebIdentity(in -> asking(in, role, token));
    }

    private void isDenied(String role, String token, String action) {
        assertRefused(() -> assume(role, token), 403, "AccessDenied", "Not authorized to perform " + action);
    }

    private void isInvalid(String claims, String message) throws Exception {
        String token = token(claims);
        assertRefused(() -> assume("app", token), 400, "InvalidIdentityToken", message);
    }

    /** Who may do something only if that holds of her session. */
    private IamClient asking(String role, String token, String condition) {
        iam.putRolePolicy(in -> in.roleName(role).policyName("asks").policyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*",
                "Condition": %s}]}""".formatted(condition)));
        return server.iam(AwsServer.credentials(assume(role, token).credentials()));
    }

    @SuppressWarnings("deprecation") // the SDK would rather have the packed size gone
    @Test
    void tagsComeNestedOrFlattenedAndNeedLeave() throws Exception {
        newRole("tagged", trust(provider(), "{\"StringEqualsIfExists\": {\"aws:RequestTag/Team\": \"blue\"}}", ALL));
        String nested = token(
                "{" + TAGS
                        + "\": {\"principal_tags\": {\"Team\": [\"blue\"], \"Cost\": [\"7\"]}, \"transitive_tag_keys\": [\"Team\"]}}");
        assertThat(assume("tagged", nested).packedPolicySize()).isPositive();
        assertThat(asking("tagged", nested, "{\"StringEquals\": {\"aws:PrincipalTag/Team\": \"blue\"}}")
                        .listUsers()
                        .users())
                .isNotEmpty();
        isDenied("app", nested, "sts:TagSession");

        String flat =
                token("{" + TAGS + "/principal_tags/Team\": \"blue\", " + TAGS + "/transitive_tag_keys\": [\"Team\"]}");
        assertThat(asking("tagged", flat, "{\"StringEquals\": {\"aws:PrincipalTag/team\": \"blue\"}}")
                        .listUsers()
                        .users())
                .isNotEmpty();
        isDenied("tagged", token("{" + TAGS + "/principal_tags/Team\": \"red\"}"), "sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void tagsThatAreNoneAreRefused() throws Exception {
        isInvalid("{" + TAGS + "\": \"blue\"}", "Session tags passed in claim are not in correct format.");
        for (String tags : List.of("{\"Team\": \"blue\"}", "{\"Team\": []}", "{\"Team\": [\"a\", \"b\"]}", "[]")) {
            isInvalid(
                    "{" + TAGS + "\": {\"principal_tags\": " + tags + "}}",
                    "principal_tags passed in claim is not in correct format.");
        }
        isInvalid(
                "{" + TAGS + "\": {\"transitive_tag_keys\": {\"Team\": 1}}}",
                "transitive_tag_keys passed in claim is not in correct format.");
        isInvalid("{" + TAGS + "/principal_tags/Te<am\": \"blue\"}", "That is no valid tag key.");
        isInvalid(
                "{" + TAGS + "/principal_tags/aws:team\": \"blue\"}",
                "Tag keys beginning with aws: are reserved for system use.");
        for (String tags : List.of(
                TAGS + "/principal_tags/Team\": \"blue\", " + TAGS + "/principal_tags/team\": \"red\"",
                TAGS + "/transitive_tag_keys\": [\"Team\"]")) {
            String token = token("{" + tags + "}");
            assertRefused(() -> assume("app", token), 400, "InvalidParameterValue");
        }
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 51; i++) {
            many.append(i == 0 ? "" : ", ")
                    .append(TAGS)
                    .append("/principal_tags/k")
                    .append(i)
                    .append("\": \"\"");
        }
        isInvalid(many + "}", "Session tags passed in claim are more than 50.");
    }

    @Test
    void theSourceIdentityIsTheTokens() throws Exception {
        newRole("named", trust(provider(), "{\"StringLike\": {\"sts:SourceIdentity\": \"tyler*\"}}", ALL));
        String tyler = token("{\"https://aws.amazon.com/source_identity\": \"tyler@acme\"}");
        assertThat(assume("named", tyler).sourceIdentity()).isEqualTo("tyler@acme");
        assertThat(asking("named", tyler, "{\"StringEquals\": {\"aws:SourceIdentity\": \"tyler@acme\"}}")
                        .listUsers()
                        .users())
                .isNotEmpty();
        isDenied("app", tyler, "sts:SetSourceIdentity");
        isDenied("named", token("{}"), "sts:AssumeRoleWithWebIdentity");
        isInvalid(
                "{\"https://aws.amazon.com/source_identity\": \"x\"}",
                "Source identity passed in claim is not in correct format.");
        isInvalid(
                "{\"https://aws.amazon.com/source_identity\": 7}",
                "Claim https://aws.amazon.com/source_identity must be a string");
    }

    @Test
    void aTokenMayBeLimitedToRoles() throws Exception {
        String app = account.arn("role/app");
        for (String roles : List.of("[\"" + app + "\"]", "\"arn:aws:iam::1:role/x; " + app + "\"")) {
            assertThat(assume("app", token("{\"https://aws.amazon.com/roles\": " + roles + "}"))
                            .credentials())
                    .isNotNull();
        }
        isInvalid(
                "{\"https://aws.amazon.com/roles\": [\"" + account.arn("role/*") + "\"]}",
                "The target role ARN is not present in the roles claim of the identity token");
    }

    @Test
    void theSessionGoesOnWithWhoVouchedForWhom() throws Exception {
        String token = token("{\"amr\": [\"authenticated\"]}");
        String host = "\"" + IdentityProvider.HOST + ":";
        for (String key : List.of(
                host + "aud\": \"" + IdentityProvider.AUDIENCE + "\"",
                host + "sub\": \"" + IdentityProvider.SUBJECT + "\"",
                host + "amr\": \"authenticated\"",
                "\"aws:FederatedProvider\": \"" + provider() + "\"")) {
            assertThat(asking("app", token, "{\"StringEquals\": {" + key + "}}")
                            .listUsers()
                            .users())
                    .as(key)
                    .isNotEmpty();
        }
        IamClient other = asking("app", token, "{\"StringEquals\": {" + host + "sub\": \"somebody\"}}");
        assertRefused(other::listUsers, 403, "AccessDenied");
    }

    @Test
    void claimsAreConditionKeysWhereAwsSaysSo() throws Exception {
        String host = "\"" + IdentityProvider.HOST + ":";
        newRole("amr", trust("{\"ForAnyValue:StringEquals\": {" + host + "amr\": \"mfa\"}}"));
        newRole("oaud", trust("{\"ForAnyValue:StringEquals\": {" + host + "oaud\": \"backend\"}}"));
        newRole("azp", trust("{\"StringEquals\": {" + host + "azp\": \"" + IdentityProvider.AUDIENCE + "\"}}"));
        newRole("email", trust("{\"StringEquals\": {" + host + "email\": \"tyler@example.com\"}}"));
        newRole("custom", trust("{\"StringEquals\": {" + host + "department\": \"sales\"}}"));
        String token = token("{\"amr\": [\"pwd\", \"mfa\"], \"aud\": [\"backend\", \"other\"], \"azp\": \""
                + IdentityProvider.AUDIENCE + "\", \"email\": \"tyler@example.com\", \"department\": \"sales\"}");

        for (String role : List.of("amr", "oaud", "azp", "email")) {
            assertThat(assume(role, token).audience()).as(role).isEqualTo(IdentityProvider.AUDIENCE);
        }
        isDenied("custom", token, "sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void githubsClaimsAreConditionKeys() throws Exception {
        String arn = account.arn("oidc-provider/token.actions.githubusercontent.com");
        iam.createOpenIDConnectProvider(in -> in.url(GITHUB).clientIDList(IdentityProvider.AUDIENCE));
        String host = "\"token.actions.githubusercontent.com:";
        newRole(
                "main",
                trust(
                        arn,
                        "{\"StringEquals\": {" + host + "ref\": \"refs/heads/main\", " + host
                                + "repository_id\": \"7\"}}",
                        ASSUME));
        assertThat(assume("main", token(GITHUB, "{\"ref\": \"refs/heads/main\", \"repository_id\": \"7\"}"))
                        .provider())
                .isEqualTo(arn);
        isDenied(
                "main",
                token(GITHUB, "{\"ref\": \"refs/heads/evil\", \"repository_id\": \"7\"}"),
                "sts:AssumeRoleWithWebIdentity");
        // The same keys sign for both, but neither speaks for the other.
        isDenied("app", token(GITHUB, "{}"), "sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void googleNeedsNoProviderInTheAccount() throws Exception {
        newRole("google", trust("accounts.google.com", """
                {"StringEquals": {"accounts.google.com:oaud": "backend", "accounts.google.com:aud": "1234"}}""", ASSUME));
        String claims = "{\"aud\": \"backend\", \"azp\": \"1234\"}";
        for (String issuer : List.of("https://accounts.google.com", "accounts.google.com")) {
            AssumeRoleWithWebIdentityResponse opened = assume("google", token(issuer, claims));
            assertThat(opened.provider()).isEqualTo("accounts.google.com");
            assertThat(opened.audience()).isEqualTo("1234");
        }
        isDenied("google", token("accounts.google.com", "{}"), "sts:AssumeRoleWithWebIdentity");
        isDenied("app", token("accounts.google.com", claims), "sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void ofAProviderWhoseKeysNobodyNamedNoneAreAskedFor() throws Exception {
        iam.createOpenIDConnectProvider(in -> in.url(UNKNOWN_KEYS).clientIDList(IdentityProvider.AUDIENCE));
        String token = token(UNKNOWN_KEYS, "{}");
        assertRefused(
                () -> assume("app", token),
                400,
                "InvalidIdentityToken",
                "Couldn't retrieve verification key from your identity provider, please reference"
                        + " AssumeRoleWithWebIdentity documentation for requirements");
    }

    @Test
    void newKeysOfAProviderCountAtOnce() throws Exception {
        assertThat(assume("app", token("{}")).credentials()).isNotNull();
        // Other keys by the same ids: what was kept no longer fits.
        String rotated = token("{\"sub\": \"after the rotation\"}");
        assertThat(assume("app", rotated).subjectFromWebIdentityToken()).isEqualTo("after the rotation");
    }
}
