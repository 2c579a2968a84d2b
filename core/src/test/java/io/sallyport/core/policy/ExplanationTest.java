// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static io.sallyport.core.policy.Policies.attached;
import static io.sallyport.core.policy.Policies.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final PolicyDocument DOCUMENT = PolicyDocument.parse(quoted("""
            {'Version': '2012-10-17', 'Statement': [
              {'Sid': 'Own', 'Effect': 'Allow', 'Action': ['s3:Get*', 's3:List*'], 'Resource': 'arn:aws:s3:::home/${aws:username}/*'},
              {'Sid': 'Team', 'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*',
               'Condition': {'StringEquals': {'aws:PrincipalTag/team': ['red', 'blue']},
                             'Bool': {'aws:MultiFactorAuthPresent': 'true'}}},
              {'Effect': 'Deny', 'NotAction': 's3:*', 'Resource': '*'}]}
            """));
    private static final PolicySet POLICIES =
            PolicySet.of(Principal.user("arn:aws:iam::123456789012:user/ann"), List.of(attached("p", DOCUMENT)));

    @Test
    void tellsWhatEachStatementLacks() {
        Explanation explanation = POLICIES.explain(request(RequestContext.builder()
                .put("aws:username", "ann")
                .put("aws:PrincipalTag/team", "green")
                .build()));
        assertThat(explanation.decision().effect()).isEqualTo(Decision.Effect.IMPLICIT_DENY);
        assertThat(explanation.reports()).hasSize(3);
        assertThat(explanation.reports().get(0).mismatches())
                .containsExactly(
                        new Mismatch("Statement[0].Action", "one of [s3:Get*, s3:List*]", "s3:PutObject"),
                        new Mismatch(
                                "Statement[0].Resource",
                                "arn:aws:s3:::home/${aws:username}/*",
                                "arn:aws:s3:::home/bob/x"));
        assertThat(explanation.reports().get(1).mismatches())
                .containsExactly(
                        new Mismatch(
                                "Statement[1].Condition.StringEquals.aws:PrincipalTag/team",
                                "StringEquals one of [red, blue]",
                                "green"),
                        new Mismatch("Statement[1].Condition.Bool.aws:MultiFactorAuthPresent", "Bool true", "absent"));
        assertThat(explanation.reports().get(2).mismatches())
                .containsExactly(new Mismatch("Statement[2].NotAction", "none of [s3:*]", "s3:PutObject"));
        assertThat(explanation.missingKeys()).containsExactly("aws:MultiFactorAuthPresent");
    }

    @Test
    void aStatementThatAppliesLacksNothing() {
        Explanation explanation = POLICIES.explain(request(RequestContext.builder()
                .put("aws:PrincipalTag/TEAM", "red")
                .put("aws:multifactorauthpresent", true)
                .build()));
        assertThat(explanation.decision().isAllowed()).isTrue();
        StatementReport team = explanation.reports().get(1);
        assertThat(team.applies()).isTrue();
        assertThat(explanation.decision().statements()).containsExactly(team.statement());
        assertThat(team.statement()).hasToString("statement 1 (Team) of p");
        Span span = team.statement().span();
        assertThat(span.start()).isEqualTo(new Position(3, 3));
        String lastLine = DOCUMENT.json().lines().toList().get(span.end().line() - 1);
        assertThat(lastLine.substring(0, span.end().column() - 1)).endsWith("\"true\"}}}");
        assertThat(explanation.missingKeys()).isEmpty();
    }

    @Test
    void aVariableWithoutValueIsAMissingKey() {
        assertThat(POLICIES.explain(new AuthorizationRequest(
                                "s3:GetObject", "arn:aws:s3:::home/ann/x", RequestContext.EMPTY))
                        .missingKeys())
                .containsExactly("aws:MultiFactorAuthPresent", "aws:PrincipalTag/team", "aws:username");
    }

    @Test
    void namesWhomAResourcePolicyIsAbout() {
        PolicyDocument bucket = PolicyDocument.parse(
                quoted(
                        "{'Statement': {'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': '*', 'Resource': '*'}}"),
                PolicyType.RESOURCE);
        Explanation explanation = POLICIES.explain(
                request(RequestContext.EMPTY),
                ResourceSide.ownedBy("123456789012").withPolicy(attached("bucket", bucket)));
        StatementReport report = explanation.reports().get(0);
        assertThat(report.statement().layer()).isEqualTo(PolicyLayer.RESOURCE);
        assertThat(report.mismatches())
                .containsExactly(new Mismatch(
                        "Statement[0].Principal", "AWS 111122223333", "arn:aws:iam::123456789012:user/ann"));
    }

    private static AuthorizationRequest request(RequestContext context) {
        return new AuthorizationRequest("s3:PutObject", "arn:aws:s3:::home/bob/x", context);
    }
}
