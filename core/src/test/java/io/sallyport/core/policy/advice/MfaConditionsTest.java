// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import static io.sallyport.core.policy.advice.Advised.finds;
import static io.sallyport.core.policy.advice.Advised.silent;
import static io.sallyport.core.policy.advice.FindingCode.MFA_CONDITION_BYPASSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.PolicyType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MfaConditionsTest {
    private static String statement(String effect, String condition) {
        return "'Effect': '" + effect + "', 'Action': 'iam:CreateUser', 'Resource': '*', 'Condition': {" + condition
                + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Bool': {'aws:MultiFactorAuthPresent': 'false'}",
                "'Bool': {'aws:multifactorauthpresent': false}",
                "'Bool': {'aws:MultiFactorAuthPresent': 'true'}",
                "'Null': {'aws:MultiFactorAuthPresent': 'true'}",
                "'NumericGreaterThan': {'aws:MultiFactorAuthAge': '3600'}",
                "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}, 'Null': {'aws:MultiFactorAuthPresent': 'false'}",
                "'Bool': {'sallyport:MfaPhishingResistant': 'false'}",
                "'Bool': {'sallyport:MfaAttested': 'false'}",
                "'StringEquals': {'sallyport:MfaMethod': ['totp', 'hotp']}"
            })
    void someWithoutMfaSlipPastTheDeny(String condition) {
        finds(MFA_CONDITION_BYPASSED, statement("Deny", condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}",
                "'Null': {'aws:MultiFactorAuthAge': 'true'}",
                "'NumericGreaterThanIfExists': {'aws:MultiFactorAuthAge': '3600'}",
                "'BoolIfExists': {'sallyport:MfaPhishingResistant': 'false'}",
                "'StringNotEquals': {'sallyport:MfaMethod': 'fido'}",
                "'StringNotEqualsIfExists': {'sallyport:MfaMethod': 'fido'}",
                "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}, 'Bool': {'aws:ViaAWSService': 'false'}"
            })
    void nobodyWithoutMfaSlipsPastTheDeny(String condition) {
        silent(statement("Deny", condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'true'}",
                "'Null': {'aws:MultiFactorAuthPresent': 'true'}",
                "'Null': {'aws:MultiFactorAuthPresent': 'false'}",
                "'Null': {'aws:MultiFactorAuthAge': 'true'}",
                "'NumericLessThanIfExists': {'aws:MultiFactorAuthAge': '3600'}",
                "'BoolIfExists': {'sallyport:MfaAttested': 'true'}",
                "'StringNotEquals': {'sallyport:MfaMethod': 'totp'}"
            })
    void theAllowAdmitsSomeWithoutMfa(String condition) {
        finds(MFA_CONDITION_BYPASSED, statement("Allow", condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Bool': {'aws:MultiFactorAuthPresent': 'true'}",
                "'NumericLessThan': {'aws:MultiFactorAuthAge': '3600'}",
                "'Null': {'aws:MultiFactorAuthAge': 'false'}",
                "'Bool': {'sallyport:MfaPhishingResistant': 'true'}",
                "'StringEquals': {'sallyport:MfaMethod': ['fido', 'piv']}",
                "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'true'}, 'StringEquals': {'sallyport:MfaMethod': 'fido'}",
                "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}"
            })
    void theAllowMeansWhatItSays(String condition) {
        silent(statement("Allow", condition));
    }

    @Test
    void anotherDenyClosesTheGap() {
        String old = statement("Deny", "'NumericGreaterThan': {'aws:MultiFactorAuthAge': '3600'}");
        String none = "'Condition': {'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}}";
        silent(old, "'Effect': 'Deny', 'Action': 'iam:*', 'Resource': '*', " + none);
        silent(old, "'Effect': 'Deny', 'NotAction': 'sts:GetSessionToken', 'Resource': '*', " + none);
        finds(MFA_CONDITION_BYPASSED, old, "'Effect': 'Deny', 'Action': 'iam:CreateGroup', 'Resource': '*', " + none);
        silent(
                statement("Deny", "'Bool': {'aws:MultiFactorAuthPresent': 'false'}"),
                statement("Deny", "'Null': {'aws:MultiFactorAuthPresent': 'true'}"));
        silent(
                statement("Allow", "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'true'}"),
                statement("Deny", "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}"));
    }

    @Test
    void theGapIsNamed() {
        List<Finding> findings = Advised.statements(
                PolicyType.IDENTITY, statement("Deny", "'Bool': {'aws:MultiFactorAuthPresent': 'false'}"));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("Statement[0].Condition.Bool.aws:MultiFactorAuthPresent");
            assertThat(finding.message())
                    .isEqualTo("requests with a long-term access key slip past this Deny; say BoolIfExists, which"
                            + " also holds where there is no aws:MultiFactorAuthPresent");
        });
    }

    /** As in the IAM User Guide, "Allows MFA-authenticated IAM users to manage their own credentials". */
    @Test
    void theUserGuidesPolicyForceMfaIsFine() {
        silent(
                "'Sid': 'AllowManageOwnVirtualMFADevice', 'Effect': 'Allow', 'Action': 'iam:CreateVirtualMFADevice',"
                        + " 'Resource': 'arn:aws:iam::*:mfa/*'",
                "'Sid': 'AllowManageOwnUserMFA', 'Effect': 'Allow', 'Action': ['iam:DeactivateMFADevice',"
                        + " 'iam:EnableMFADevice', 'iam:GetUser', 'iam:GetMFADevice', 'iam:ListMFADevices',"
                        + " 'iam:ResyncMFADevice'], 'Resource': 'arn:aws:iam::*:user/${aws:username}'",
                "'Sid': 'DenyAllExceptListedIfNoMFA', 'Effect': 'Deny', 'NotAction': ['iam:CreateVirtualMFADevice',"
                        + " 'iam:EnableMFADevice', 'iam:GetUser', 'iam:ListMFADevices', 'iam:ResyncMFADevice',"
                        + " 'sts:GetSessionToken'], 'Resource': '*', 'Condition': {'BoolIfExists':"
                        + " {'aws:MultiFactorAuthPresent': 'false'}}");
    }
}
