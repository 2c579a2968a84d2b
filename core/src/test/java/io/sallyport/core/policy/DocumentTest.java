// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static io.sallyport.core.policy.Policies.json;
import static io.sallyport.core.policy.Policies.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private static final String GOOD = "'Effect': 'Allow', 'Action': 's3:ListBucket', 'Resource': '*'";

    @ParameterizedTest
    @CsvFileSource(resources = "refused.txt", delimiter = '|', numLinesToSkip = 2, quoteCharacter = '`')
    void refusesInAwsWords(String wording, String document) {
        assertThatThrownBy(() -> PolicyDocument.parse(quoted(document)))
                .isInstanceOfSatisfying(IamException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(IamException.Kind.MALFORMED_POLICY_DOCUMENT);
                    assertThat(refusal.explanation()).isEqualTo(quoted(wording));
                });
        assertThat(PolicyDocument.check(quoted(document), PolicyType.MANAGED).map(PolicyProblem::message))
                .as("the same of a managed policy")
                .contains(quoted(wording));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "accepted.txt", delimiter = '|', numLinesToSkip = 2, quoteCharacter = '`')
    void acceptsWhatAwsAccepts(String document) {
        assertThat(PolicyDocument.check(quoted(document), PolicyType.MANAGED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'Statement': {%s}}", "{'Version': '2008-10-17', 'Statement': {%s}}"})
    void theOlderVersionIsForInlinePoliciesOnly(String document) {
        String json = quoted(document.formatted(GOOD));
        assertThat(PolicyDocument.parse(json).version()).isEqualTo(PolicyVersion.V2008_10_17);
        assertThatThrownBy(() -> PolicyDocument.parse(json, PolicyType.MANAGED))
                .hasMessage("Policy document must be version 2012-10-17 or greater.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Statement': [{'Sid': 'a', %s}, {'Sid': 'a', 'Effect': 'Allow'}]}",
                "{'Statement': {%s, 'Condition': {'DateGreaterThan': {'a': 'sdfdsf'}}}}",
                "{'Statement': {'Effect': 'denY', 'Action': 's3:ListBucket', 'Resource': '*'}}"
            })
    void aManagedPoliciesVersionComesBeforeAllButSyntax(String document) {
        assertThatThrownBy(() -> PolicyDocument.parse(quoted(document.formatted(GOOD)), PolicyType.MANAGED))
                .hasMessage("Policy document must be version 2012-10-17 or greater.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Version': '2012-10-17',}                             | 1 | 26 | ``",
                "{'Version': '2012-10-17', 'Version': '2012-10-17'}     | 1 | 36 | ``",
                "{'Statement': [{}]} x                                  | 1 | 21 | ``",
                "{'Statement': [[[[[[[[[[[[]]]]]]]]]]]]}                | 1 | 1  | ``",
                "[]                                                     | 1 | 1  | ``",
                "{'Statement': 7}                                       | 1 | 15 | Statement",
                "{'Statement': [{'Effect': 'Allow',~ 'Acton': '*'}]}    | 2 | 11 | Statement[0].Acton",
                "{'Statement': {'Effect': 'Allow',~ 'Acton': '*'}}      | 2 | 11 | Statement.Acton",
                "{'Statement': [{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'Boole':~  {'a': 'b'}}}]} | 2 | 3 | Statement[0].Condition.Boole",
            })
    void tellsThePlace(String document, int line, int column, String path) {
        assertThat(PolicyDocument.check(quoted(document.replace('~', '\n')), PolicyType.IDENTITY))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.message()).isEqualTo("Syntax errors in policy.");
                    assertThat(problem.position()).isEqualTo(new Position(line, column));
                    assertThat(problem.path()).isEqualTo(path);
                });
    }

    @Test
    void refusesCharactersBeyondLatin1AndControls() {
        for (String bad : new String[] {"\u0100", "\u0000", "\u000b", "\ufeff"}) {
            String json = json(GOOD).replace("{\"Version", bad + "{\"Version");
            assertThat(PolicyDocument.check(json, PolicyType.IDENTITY))
                    .hasValueSatisfying(
                            problem -> assertThat(problem.position()).isEqualTo(new Position(1, 1)));
        }
        assertThat(PolicyDocument.check(
                        json(GOOD).replace("{\"Version\"", "\t\r\n {\"Id\": \"\u00ff\", \"Version\""),
                        PolicyType.IDENTITY))
                .isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        String padding = " ".repeat(PolicyJson.LONGEST);
        assertThat(PolicyDocument.check(json(GOOD) + padding, PolicyType.IDENTITY))
                .isPresent();
        assertThat(PolicyDocument.check(padding.substring(1000) + json(GOOD), PolicyType.IDENTITY))
                .isEmpty();
    }

    @Test
    void whiteSpaceIsFree() {
        assertThat(PolicyDocument.sizeWithoutWhitespace(" {\t\"a\" :\r\n \"b c\"}"))
                .isEqualTo("{\"a\":\"bc\"}".length());
    }

    @Test
    void keepsWhatItRead() {
        PolicyDocument document = PolicyDocument.parse(
                quoted(
                        "{'Version': '2012-10-17', 'Id': 'i', 'Statement': ["
                                + "{'Sid': 'One', " + GOOD
                                + "}, {'Sid': '', 'Effect': 'Deny', 'NotAction': ['a:B', 'a:C'],"
                                + " 'NotResource': 'arn:aws:s3:::b', 'Condition': {'ForAnyValue:StringLikeIfExists': {'k:x': ['v', 7, true]}}}]}"));
        assertThat(document.id()).contains("i");
        assertThat(document.statements()).hasSize(2);
        Statement second = document.statements().get(1);
        assertThat(second.index()).isEqualTo(1);
        assertThat(second.sid()).isEmpty();
        assertThat(second.effect()).isEqualTo(Effect.DENY);
        assertThat(second.actions().negated()).isTrue();
        assertThat(second.actions().patterns()).containsExactly("a:B", "a:C");
        assertThat(second.resources().negated()).isTrue();
        assertThat(second.conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.operator()).hasToString("ForAnyValue:StringLikeIfExists");
            assertThat(condition.values()).containsExactly("v", "7", "true");
        });
    }
}
