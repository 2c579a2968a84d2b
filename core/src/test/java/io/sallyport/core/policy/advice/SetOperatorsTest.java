// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import static io.sallyport.core.policy.advice.Advised.finds;
import static io.sallyport.core.policy.advice.Advised.silent;
import static io.sallyport.core.policy.advice.FindingCode.FOR_ALL_VALUES_WITHOUT_KEY;
import static io.sallyport.core.policy.advice.FindingCode.SET_OPERATOR_MISSING;
import static io.sallyport.core.policy.advice.FindingCode.SET_OPERATOR_ON_SINGLE_VALUE;

import org.junit.jupiter.api.Test;

class SetOperatorsTest {
    private static String statement(String effect, String conditions) {
        return "'Effect': '" + effect + "', 'Action': 'ec2:CreateTags', 'Resource': '*', 'Condition': {" + conditions
                + "}";
    }

    @Test
    void aMultivaluedKeyNeedsASetOperator() {
        finds(SET_OPERATOR_MISSING, statement("Allow", "'StringEquals': {'aws:TagKeys': 'team'}"));
        finds(SET_OPERATOR_MISSING, statement("Deny", "'StringLike': {'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*'}"));
        silent(statement("Allow", "'ForAnyValue:StringEquals': {'aws:TagKeys': 'team'}"));
        silent(statement("Deny", "'Null': {'aws:TagKeys': 'true'}"));
    }

    @Test
    void forAllValuesDoesNotBelongOnASingleValue() {
        finds(
                SET_OPERATOR_ON_SINGLE_VALUE,
                statement("Allow", "'ForAllValues:StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}"));
        finds(
                SET_OPERATOR_ON_SINGLE_VALUE,
                statement("Deny", "'ForAllValues:StringEquals': {'aws:RequestedRegion': 'eu-west-1'}"));
        silent(statement("Allow", "'StringEquals': {'aws:PrincipalOrgID': 'o-a1b2c3d4e5'}"));
        silent(statement("Deny", "'ForAllValues:StringEquals': {'s3:SomeKey': 'x'}"));
    }

    @Test
    void forAllValuesInAnAllowNeedsItsKey() {
        String forAll = "'ForAllValues:StringEquals': {'aws:TagKeys': ['team', 'cost']}";
        finds(FOR_ALL_VALUES_WITHOUT_KEY, statement("Allow", forAll));
        finds(FOR_ALL_VALUES_WITHOUT_KEY, statement("Allow", forAll + ", 'Null': {'aws:TagKeys': 'true'}"));
        finds(
                FOR_ALL_VALUES_WITHOUT_KEY,
                statement("Allow", forAll + ", 'StringEqualsIfExists': {'aws:RequestTag/team': 'a'}"));
        silent(statement("Allow", forAll + ", 'Null': {'aws:tagkeys': 'false'}"));
        silent(statement("Allow", forAll + ", 'ForAnyValue:StringEquals': {'aws:TagKeys': 'team'}"));
        silent(statement("Allow", forAll + ", 'StringEquals': {'aws:RequestTag/team': 'a'}"));
        silent(statement("Deny", forAll));
    }
}
