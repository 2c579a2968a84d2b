// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static io.sallyport.core.policy.Policies.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each type of policy may say; the grammar that all share is {@link DocumentTest}'s. */
class DocumentTypesTest {
    private static final String ANYTHING = "'Action': '*', 'Resource': '*'";

    @ParameterizedTest
    @EnumSource(
            value = PolicyType.class,
            names = {"IDENTITY", "MANAGED", "BOUNDARY", "SESSION", "SERVICE_CONTROL"})
    void policiesOfPrincipalsNameNone(PolicyType type) {
        assertThat(problem(type, "'Effect': 'Allow', 'Principal': '*', " + ANYTHING))
                .isEqualTo("Policy document should not specify a principal.");
        assertThat(problem(type, "'Effect': 'Allow', " + ANYTHING)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyType.class,
            names = {"RESOURCE", "TRUST", "RESOURCE_CONTROL"})
    void policiesOfResourcesHaveTo(PolicyType type) {
        assertThat(problem(type, "'Effect': 'Deny', 'Action': 'sts:AssumeRole'"))
                .isEqualTo("Missing required field Principal");
        assertThat(problem(type, "'Effect': 'Deny', 'Action': 'sts:AssumeRole', 'Principal': '*', 'NotPrincipal': '*'"))
                .isEqualTo("Syntax errors in policy.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'*'                                                               | true",
                "{'AWS': '*'}                                                      | true",
                "{'AWS': '123456789012'}                                           | true",
                "{'AWS': '12345678901'}                                            | false",
                "{'AWS': 'arn:aws:iam::123456789012:root'}                         | true",
                "{'AWS': 'arn:aws:iam::123456789012'}                              | false",
                "{'AWS': '123456789012:root'}                                      | false",
                "{'AWS': ['arn:aws:iam::123456789012:user/a/b', 'AIDAJQABLZS4A3QDU576Q']} | true",
                "{'AWS': 'arn:aws:iam::123456789012:user/*'}                       | false",
                "{'AWS': 'arn:aws:iam::123456789012:u?er/a'}                       | false",
                "{'AWS': 'arn:aws:iam::123456789012:group/a'}                      | false",
                "{'AWS': 'arn:aws:sts::123456789012:assumed-role/r/s'}             | true",
                "{'AWS': 'arn:aws:sts::123456789012:federated-user/f'}             | true",
                "{'Service': ['ec2.amazonaws.com', 'lambda.amazonaws.com']}        | true",
                "{'Service': '*'}                                                  | false",
                "{'Service': '*.amazonaws.com'}                                    | false",
                "{'Federated': 'accounts.google.com'}                              | true",
                "{'Federated': 'arn:aws:iam::123456789012:saml-provider/p'}        | true",
                "{'CanonicalUser': '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'} | true",
                "'arn:aws:iam::123456789012:root'                                  | false",
                "{'Aws': '123456789012'}                                           | false",
                "{}                                                                | false",
                "{'AWS': []}                                                       | false",
            })
    void principals(String principal, boolean valid) {
        assertThat(problem(PolicyType.RESOURCE, "'Effect': 'Allow', 'Principal': " + principal + ", " + ANYTHING)
                        == null)
                .isEqualTo(valid);
    }

    @Test
    void wrongPrincipalsAreQuotedAsAwsDoes() {
        assertThat(problem(
                        PolicyType.TRUST,
                        "'Effect': 'Allow', 'Principal': {'Service': 'ec2'}, 'Action': 'sts:AssumeRole'"))
                .isEqualTo("Invalid principal in policy: \"SERVICE\":\"ec2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Action': 'sts:AssumeRole'                                 | ``",
                "'Action': ['sts:assumerolewithsaml', 'sts:TagSession']     | ``",
                "'Action': 'sts:AssumeRole*'                                | ``",
                "'Action': 'sts:GetCallerIdentity'                          | AssumeRole policy may only specify STS AssumeRole actions.",
                "'Action': 's3:GetObject'                                   | AssumeRole policy may only specify STS AssumeRole actions.",
                "'Action': '*'                                              | AssumeRole policy may only specify STS AssumeRole actions.",
                "'Action': 'sts:AssumeRole', 'Resource': '*'                | Has prohibited field Resource",
                "'Action': 'sts:AssumeRole', 'NotResource': '*'             | Has prohibited field NotResource",
            })
    void trustPoliciesAreAboutAssumingTheRole(String members, String wording) {
        String problem = problem(PolicyType.TRUST, "'Effect': 'Allow', 'Principal': '*', " + members);
        assertThat(problem == null ? "" : problem).isEqualTo(wording);
    }

    @Test
    void trustPoliciesThatAreNoJsonHaveTheirOwnWording() {
        assertThat(PolicyDocument.check("{", PolicyType.TRUST))
                .hasValueSatisfying(
                        problem -> assertThat(problem.message()).isEqualTo("This policy contains invalid Json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Effect': 'Deny', 'Principal': '*'                       | ``",
                "'Effect': 'Allow', 'Principal': '*'                      | ``",
                "'Effect': 'Allow', 'Principal': '*', 'Condition': {'Null': {'a:b': 'true'}} | Effect must be Deny.",
                "'Effect': 'Deny', 'Principal': {'AWS': '123456789012'}   | Principal must be `*`.",
                "'Effect': 'Deny', 'NotPrincipal': '*'                    | Principal must be `*`.",
            })
    void resourceControlPoliciesDenyEverybody(String members, String wording) {
        String problem = problem(PolicyType.RESOURCE_CONTROL, members + ", " + ANYTHING);
        assertThat(problem == null ? "" : problem.replace('"', '`')).isEqualTo(wording);
    }

    @Test
    void sessionPoliciesSpellAllFieldsOut() {
        String incomplete = "'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:sqs:us-east-1:*'";
        assertThat(problem(PolicyType.IDENTITY, incomplete)).isNull();
        assertThat(problem(PolicyType.SESSION, incomplete)).contains("must be in ARN format");
    }

    private static @Nullable String problem(PolicyType type, String members) {
        return PolicyDocument.check(quoted("{'Version': '2012-10-17', 'Statement': {" + members + "}}"), type)
                .map(PolicyProblem::message)
                .orElse(null);
    }
}
