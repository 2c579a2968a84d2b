// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;

/** What a provider's attributes make of a session, and what policies see of them. */
class SamlSessionsTest extends ServedSaml {
    private static final String AFFILIATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.1";
    private static final String ORGANISATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.3";

    private void trusts(String condition) {
        iam.updateAssumeRolePolicy(in -> in.roleName("visitor")
                .policyDocument(trust(", \"Condition\": {" + condition.replace('\'', '"') + "}")));
    }

    private String refusedWith(SamlAnswer answer, int status, String code) {
        return assertRefused(() -> assume(answer.signedBy(PEER)), status, code)
                .awsErrorDetails()
                .errorMessage();
    }

    private IamClient opened(SamlAnswer answer) {
        return server.iam(AwsServer.credentials(assume(answer.signedBy(PEER)).credentials()));
    }

    @Test
    void theQualifierOfNamesIsAsAwsTellsToCalculateIt() throws Exception {
        String text = SamlPeer.ENTITY + account.id() + "/Idp";
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));

        assertThat(assume(answer().signedBy(PEER)).nameQualifier())
                .isEqualTo(Base64.getEncoder().encodeToString(digest));
    }

    @Test
    void roleAndProviderStandInEitherOrderAmongOthers() {
        SamlAnswer answer =
                answer().with("Role", account.arn("role/other") + "," + provider, " " + provider + " , " + role + " ");

        assertThat(assume(answer.signedBy(PEER)).assumedRoleUser().arn()).endsWith("/visitor/tyler");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLE", "ROLE,ROLE", "ROLE,PROVIDER,ROLE", "ROLE,PROVIDERx", "ROLExPROVIDER", ""})
    void aRoleThatIsNotOfferedWithItsProviderIsRefused(String value) {
        SamlAnswer answer = answer().with("Role", value.replace("ROLE", role).replace("PROVIDER", provider));

        assertThat(refusedWith(answer, 400, "InvalidIdentityToken"))
                .isEqualTo("SAML Assertion doesn't contain the requested Role and Metadata in the attributes");
    }

    @Test
    void aSessionNeedsAName() {
        SamlAnswer without = answer();
        without.attributes.remove(SamlAnswer.ATTRIBUTE + "RoleSessionName");

        assertThat(refusedWith(without, 400, "InvalidIdentityToken"))
                .isEqualTo("RoleSessionName is required in AuthnResponse");
        assertThat(refusedWith(answer().with("RoleSessionName", "tyler durden"), 400, "InvalidIdentityToken"))
                .isEqualTo("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}");
        refusedWith(answer().with("RoleSessionName", "tyler", "marla"), 400, "InvalidIdentityToken");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // role's longest, asked for, SessionDuration, minutes to SessionNotOnOrAfter; lasts
                "3600, -, -, -, 3600",
                "7200, 7200, -, -, 7200",
                "7200, 7200, 1800, -, 1800",
                "7200, -, 7200, -, 3600",
                "7200, 7200, 5400, 30, 1800",
                "7200, 900, 5400, 30, 900",
                "3600, -, -, 1, 60"
            })
    void theShortestWordCounts(int longest, Integer asked, String attribute, Integer end, int lasts) {
        iam.updateRole(in -> in.roleName("visitor").maxSessionDuration(longest));
        Instant now = server.clock().instant();
        SamlAnswer answer = answer();
        if (attribute != null) {
            answer.with("SessionDuration", attribute);
        }
        if (end != null) {
            answer.statement = " SessionNotOnOrAfter=\"" + now.plus(Duration.ofMinutes(end)) + "\"";
        }

        AssumeRoleWithSamlResponse opened = anybody.assumeRoleWithSAML(in -> in.roleArn(role)
                .principalArn(provider)
                .samlAssertion(answer.signedBy(PEER))
                .durationSeconds(asked));

        assertThat(opened.credentials().expiration()).isEqualTo(now.plusSeconds(lasts));
    }

    @Test
    void aLongerWishThanTheRoleAllowsIsRefusedWhateverShortensIt() {
        String response = answer().with("SessionDuration", "900").signedBy(PEER);

        assertRefused(
                () -> anybody.assumeRoleWithSAML(in -> in.roleArn(role)
                        .principalArn(provider)
                        .samlAssertion(response)
                        .durationSeconds(3601)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        refusedWith(answer().with("SessionDuration", "899"), 400, "InvalidIdentityToken");
        refusedWith(answer().with("SessionDuration", "long"), 400, "InvalidIdentityToken");
    }

    @Test
    void tagsAndSourceIdentityGoWithTheSession() {
        iam.putRolePolicy(in -> in.roleName("visitor").policyName("own").policyDocument("""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:CreateUser",
              "Resource": "arn:aws:iam::*:user/${aws:PrincipalTag/team}/*",
              "Condition": {"StringEquals": {"aws:SourceIdentity": "tyler.d"}}}]}"""));
        trusts("'StringEquals': {'aws:RequestTag/team': 'soap', 'sts:SourceIdentity': 'tyler.d',"
                + " 'sts:RoleSessionName': 'tyler'}, 'ForAllValues:StringEquals': {'sts:TransitiveTagKeys': ['team']}");
        SamlAnswer answer = answer().with("PrincipalTag:team", "soap")
                .with("TransitiveTagKeys", "team")
                .with("SourceIdentity", "tyler.d");

        AssumeRoleWithSamlResponse opened = assume(answer.signedBy(PEER));

        assertThat(opened.sourceIdentity()).isEqualTo("tyler.d");
        assertThat(opened.getValueForField("PackedPolicySize", Integer.class))
                .hasValueSatisfying(percent -> assertThat(percent).isBetween(1, 99));
        IamClient hers = server.iam(AwsServer.credentials(opened.credentials()));
        hers.createUser(in -> in.userName("a").path("/soap/"));
        assertRefused(() -> hers.createUser(in -> in.userName("b").path("/rope/")), 403, "AccessDenied");
    }

    @Test
    void whatTheTrustPolicyDoesNotLetAProviderSayIsRefused() {
        iam.updateAssumeRolePolicy(in -> in.roleName("visitor")
                .policyDocument(trust("").replace(", \"sts:TagSession\", \"sts:SetSourceIdentity\"", "")));

        assertThat(refusedWith(answer().with("PrincipalTag:team", "soap"), 403, "AccessDenied"))
                .isEqualTo("Not authorized to perform sts:TagSession");
        assertThat(refusedWith(answer().with("SourceIdentity", "tyler"), 403, "AccessDenied"))
                .isEqualTo("Not authorized to perform sts:SetSourceIdentity");
        opened(answer());
    }

    @Test
    void tagsThatAreNoneAreRefused() {
        refusedWith(answer().with("PrincipalTag:", "soap"), 400, "InvalidIdentityToken");
        refusedWith(answer().with("PrincipalTag:team", "so*ap"), 400, "InvalidIdentityToken");
        refusedWith(
                answer().with("PrincipalTag:team", "a").with("PrincipalTag:TEAM", "b"), 400, "InvalidIdentityToken");
        refusedWith(answer().with("TransitiveTagKeys", "team"), 400, "InvalidIdentityToken");
        assertThat(refusedWith(answer().with("SourceIdentity", "aws:me"), 400, "InvalidIdentityToken"))
                .startsWith("Source Identity must match");
        SamlAnswer many = answer();
        for (int i = 0; i < 51; i++) {
            many.with("PrincipalTag:t" + i, "x");
        }
        refusedWith(many, 400, "InvalidIdentityToken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}          | true
            "StringEquals": {"saml:aud": "urn:amazon:webservices"}                      | false
            "StringEquals": {"saml:iss": "https://idp.example.com/saml"}                | true
            "StringEquals": {"saml:sub": "tyler@example.com"}                           | true
            "StringEquals": {"saml:sub": "tyler@example.com.evil.org"}                  | false
            "StringEquals": {"saml:sub_type": "persistent"}                             | true
            "StringEquals": {"saml:doc": "ACCOUNT/Idp"}                                 | true
            "StringEquals": {"saml:doc": "ACCOUNT/Other"}                               | false
            "Null": {"saml:namequalifier": "false"}                                     | true
            "StringLike": {"aws:FederatedProvider": "arn:aws:iam::*:saml-provider/Idp"} | true
            "ForAnyValue:StringEquals": {"saml:edupersonaffiliation": "staff"}          | true
            "ForAllValues:StringEquals": {"saml:edupersonaffiliation": "staff"}         | false
            "ForAllValues:StringEquals": {"saml:edupersonaffiliation": ["staff", "member"]} | true
            "StringEquals": {"saml:edupersonorgdn": "o=soap"}                           | true
            "StringEquals": {"saml:edupersonorgdn": "o=rope"}                           | false
            "Null": {"saml:mail": "true"}                                               | true
            """)
    void theTrustPolicyAsksForKeysOfTheAssertion(String condition, boolean trusted) {
        trusts(condition.replace("ACCOUNT", account.id().value()));
        SamlAnswer answer = answer().with(AFFILIATION, "staff", "member").with(ORGANISATION, "o=soap");

        if (trusted) {
            opened(answer);
        } else {
            assertThat(refusedWith(answer, 403, "AccessDenied"))
                    .isEqualTo("Not authorized to perform sts:AssumeRoleWithSAML");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "StringEquals": {"saml:sub": "tyler@example.com"}                           | true
            "StringEquals": {"saml:sub_type": "persistent"}                             | true
            "Null": {"saml:namequalifier": "false"}                                     | true
            "StringLike": {"aws:FederatedProvider": "arn:aws:iam::*:saml-provider/Idp"} | true
            "Null": {"saml:aud": "false"}                                               | false
            "Null": {"saml:edupersonaffiliation": "false"}                              | false
            """)
    void theSessionCarriesThoseThatAwsSaysItDoes(String condition, boolean carried) {
        iam.putRolePolicy(in ->
                in.roleName("visitor").policyName("own").policyDocument("""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:ListUsers",
              "Resource": "*", "Condition": {%s}}]}""".formatted(condition.replace('\'', '"'))));
        IamClient hers = opened(answer().with(AFFILIATION, "staff"));

        if (carried) {
            assertThat(hers.listUsers().users()).isNotEmpty();
        } else {
            assertRefused(hers::listUsers, 403, "AccessDenied");
        }
    }

    @Test
    void sessionPoliciesNarrowIt() {
        iam.attachRolePolicy(in -> in.roleName("visitor").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        AwsCredentials narrowed = AwsServer.credentials(anybody.assumeRoleWithSAML(in -> in.roleArn(role)
                        .principalArn(provider)
                        .samlAssertion(answer().signedBy(PEER))
                        .policy("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Action\":\"iam:ListUsers\",\"Resource\":\"*\"}]}"))
                .credentials());

        assertThat(server.iam(narrowed).listUsers().users()).isNotEmpty();
        assertRefused(() -> server.iam(narrowed).listRoles(), 403, "AccessDenied");
        assertRefused(
                () -> anybody.assumeRoleWithSAML(in -> in.roleArn(role)
                        .principalArn(provider)
                        .samlAssertion(answer().signedBy(PEER))
                        .policy("{}")),
                400,
                "MalformedPolicyDocument");
    }
}
