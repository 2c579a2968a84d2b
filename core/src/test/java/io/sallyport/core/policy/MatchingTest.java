// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static io.sallyport.core.policy.Policies.applies;
import static io.sallyport.core.policy.Policies.quoted;
import static io.sallyport.core.policy.Policies.statement;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {
    private static final String USER = "arn:aws:iam::123456789012:user/";

    @ParameterizedTest
    @CsvSource({
        "*, iam:GetUser, true",
        "*:*, iam:GetUser, true",
        "iam:GetUser, iam:GetUser, true",
        "IAM:getuser, iam:GetUser, true",
        "iam:Get*, iam:GetUser, true",
        "iam:*User, iam:GetUser, true",
        "iam:Get????, iam:GetUser, true",
        "iam:Get???, iam:GetUser, false",
        "iam:Get, iam:GetUser, false",
        "s3:*, iam:GetUser, false",
    })
    void actionsIgnoreCaseAndKnowWildcards(String pattern, String action, boolean expected) {
        PolicyDocument allowed = statement("'Effect': 'Allow', 'Action': '" + pattern + "', 'Resource': '*'");
        PolicyDocument excepted = statement("'Effect': 'Allow', 'NotAction': '" + pattern + "', 'Resource': '*'");
        assertThat(applies(allowed, action, "*")).isEqualTo(expected);
        assertThat(applies(excepted, action, "*")).isNotEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "*, arn:aws:iam::1:user/a, true",
        "*, *, true",
        "arn:aws:iam::*:user/a, arn:aws:iam::1:user/a, true",
        "arn:aws:iam::*:user/A, arn:aws:iam::1:user/a, false",
        "arn:aws:iam::*:user/*, arn:aws:iam::1:user/team/a, true",
        "arn:aws:iam::1:user/?, arn:aws:iam::1:user/ab, false",
        "arn:aws:lambda:*:function:x, arn:aws:lambda:eu-west-1:1:function:x, true",
        "arn:aws:sqs:us-east-1:*, arn:aws:sqs:us-east-1:1:q, true",
        "arn:aws:sqs, arn:aws:sqs:us-east-1:1:q, true",
        "arn:aws:sqs, arn:aws:sqsx:us-east-1:1:q, false",
        "arn:aws:s3:::*, *, false",
        "arn:*:s3:::b, arn:aws-cn:s3:::b, true",
    })
    void resourcesMindCaseAndStarsRunPastSlashesAndColons(String pattern, String resource, boolean expected) {
        PolicyDocument allowed = statement("'Effect': 'Allow', 'Action': '*', 'Resource': '" + pattern + "'");
        PolicyDocument excepted = statement("'Effect': 'Allow', 'Action': '*', 'NotResource': '" + pattern + "'");
        assertThat(applies(allowed, "x:Y", resource)).isEqualTo(expected);
        assertThat(applies(excepted, "x:Y", resource)).isNotEqualTo(expected);
    }

    @Test
    void noEntryOfANotListMayMatch() {
        PolicyDocument document = statement(
                "'Effect': 'Deny', 'NotAction': ['iam:Get*', 'iam:List*'], 'NotResource': ['arn:aws:s3:::a', 'arn:aws:s3:::b']");
        assertThat(applies(document, "iam:GetUser", "arn:aws:s3:::c")).isFalse();
        assertThat(applies(document, "iam:PutUser", "arn:aws:s3:::b")).isFalse();
        assertThat(applies(document, "iam:PutUser", "arn:aws:s3:::c")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user/${aws:username}          | user/ann      | true",
                "user/${AWS:UserName}          | user/ann      | true",
                "user/${aws:username}          | user/bob      | false",
                "user/${aws:username}/*        | user/ann/b/c  | true",
                "user/${star}                  | user/*        | true",
                "user/${star}                  | user/ann      | false",
                "user/${missing}               | user/         | false",
                "user/${missing, 'guest'}      | user/guest    | true",
                "user/${ missing , 'a}b' }     | user/a}b      | true",
                "user/${aws:username, 'guest'} | user/ann      | true",
                "user/${aws:TagKeys}           | user/one      | false",
                "user/${aws:TagKeys, 'many'}   | user/many     | true",
                "user/${*}                     | user/*        | true",
                "user/${*}                     | user/ann      | false",
                "user/${?}${$}{x}              | user/?${x}    | true",
                "user/${                       | user/${       | true",
                "user/${}                      | user/         | false",
            })
    void variablesOfTheRequestStandForThemselves(String pattern, String resource, boolean expected) {
        RequestContext context = RequestContext.builder()
                .put("aws:username", "ann")
                .put("star", "*")
                .putMultivalued("aws:TagKeys", List.of("one"))
                .build();
        String members = "'Effect': 'Allow', 'Action': '*', 'Resource': ['arn:aws:iam::123456789012:%s']";
        PolicyDocument document = PolicyDocument.parse(Policies.json(members).formatted(pattern));
        var request = new AuthorizationRequest("iam:GetUser", "arn:aws:iam::123456789012:" + resource, context);
        assertThat(!document.compile().applying(request).isEmpty()).isEqualTo(expected);
    }

    @Test
    void variablesAreTextBeforeTheFifthColon() {
        RequestContext context = RequestContext.builder()
                .put("aws:PrincipalAccount", "123456789012")
                .build();
        PolicyDocument document = statement(
                "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:q'");
        assertThat(document.compile()
                        .applying(new AuthorizationRequest(
                                "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:q", context)))
                .isEmpty();
    }

    @Test
    void variablesAreTextInTheOlderVersion() {
        RequestContext context =
                RequestContext.builder().put("aws:username", "ann").build();
        for (String version : new String[] {"", "'Version': '2008-10-17', "}) {
            PolicyDocument document = PolicyDocument.parse(quoted("{" + version
                    + "'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '" + USER + "${aws:username}'}}"));
            CompiledPolicy policy = document.compile();
            assertThat(policy.applying(new AuthorizationRequest("iam:GetUser", USER + "ann", context)))
                    .isEmpty();
            assertThat(policy.applying(new AuthorizationRequest("iam:GetUser", USER + "${aws:username}", context)))
                    .hasSize(1);
        }
    }

    @Test
    void anUnresolvedVariableInNotResourceExceptsNothing() {
        PolicyDocument document = statement("'Effect': 'Deny', 'Action': '*', 'NotResource': '" + USER + "${missing}'");
        assertThat(applies(document, "iam:GetUser", USER + "ann")).isTrue();
    }
}
