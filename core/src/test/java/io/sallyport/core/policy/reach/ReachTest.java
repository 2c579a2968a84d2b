// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row is as AWS was recorded to answer: what its list of granting policies says, and what its report does. */
class ReachTest {
    private static final ServiceCatalogue CATALOGUE = new ServiceCatalogue();

    private static final String A = "arn:aws:s3:::fixture-a/*";
    private static final String ALLOW = "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}";
    private static final String ALLOW_A = ALLOW.replace("'*'", "'" + A + "'");

    private static Reach of(String... statements) {
        return Reach.of(Arrays.stream(statements)
                .map(statement -> PolicyDocument.parse(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement.replace('\'', '"') + "]}"))
                .toList());
    }

    private static List<String> reported(Reach reach, String service) {
        return reach.reached(service, CATALOGUE.find(service).orElseThrow().actions());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
            true  | true  | {'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}
            true  | true  | {'Effect':'Allow','Action':'s3:Get*','Resource':'*'}
            true  | true  | {'Effect':'Allow','Action':'S3:GETOBJECT','Resource':'*'}
            true  | true  | {'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'StringEquals':{'aws:username':'nobody'}}}
            true  | false | {'Effect':'Allow','Action':'s3:Unmodeled','Resource':'*'}
            false | false | {'Effect':'Allow','Action':'unmodeled:Read','Resource':'*'}
            false | false | {'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:iam::123456789012:user/nobody'}
            false | false | {'Effect':'Allow','Action':'s3:GetObject','NotResource':'*'}
            false | false | {'Effect':'Allow','NotAction':'s3:*','Resource':'*'}
            true  | true  | {'Effect':'Allow','NotAction':'iam:*','Resource':'*'}
            false | false | {'Effect':'Deny','Action':'s3:*','Resource':'*'}
            """)
    void oneStatement(boolean granted, boolean reported, String statement) {
        Reach reach = of(statement);
        assertThat(reach.grants("s3")).isEqualTo(granted);
        assertThat(!reported(reach, "s3").isEmpty()).isEqualTo(reported);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
            false | false | *        | {'Effect':'Deny','Action':'s3:*','Resource':'*'}
            true  | true  | *        | {'Effect':'Deny','Action':'s3:*','Resource':'*','Condition':{'StringEquals':{'aws:username':'nobody'}}}
            true  | true  | *        | {'Effect':'Deny','Action':'s3:*','Resource':'*','Condition':{'Null':{'aws:username':'true'}}}
            true  | true  | *        | {'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::fixture-a/*'}
            true  | false | fixture  | {'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::fixture-a/*'}
            true  | false | fixture  | {'Effect':'Deny','Action':'s3:GetObject','Resource':'arn:aws:s3:::fixture-a/*'}
            true  | false | fixture  | {'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::*'}
            true  | false | fixture  | {'Effect':'Deny','Action':'s3:GetObject','Resource':'*'}
            true  | true  | fixture  | {'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::fixture-b/*'}
            true  | true  | fixture  | {'Effect':'Deny','Action':'s3:GetObject','NotResource':'arn:aws:s3:::fixture-a/*'}
            true  | false | fixture  | {'Effect':'Deny','Action':'s3:GetObject','NotResource':'arn:aws:s3:::fixture-b/*'}
            """)
    void anAllowAndADeny(boolean granted, boolean reported, String allowed, String deny) {
        Reach reach = of((allowed.equals("*") ? ALLOW : ALLOW_A) + "," + deny);
        assertThat(reach.grants("s3")).isEqualTo(granted);
        assertThat(!reported(reach, "s3").isEmpty()).isEqualTo(reported);
    }

    @Test
    void policiesOfOneHolderCountTogether() {
        String deny = "{'Effect':'Deny','Action':'s3:*','Resource':'*'}";
        assertThat(reported(of(ALLOW, deny), "s3")).isEmpty();
        assertThat(of(ALLOW).grants("s3")).isTrue();
    }

    @Test
    void administratorsReachEverything() {
        Reach reach = Reach.of(List.of(new ManagedPolicies()
                .compiled("arn:aws:iam::aws:policy/AdministratorAccess")
                .orElseThrow()
                .document()));
        assertThat(CATALOGUE.prefixes()).allSatisfy(service -> {
            assertThat(reach.grants(service)).isTrue();
            assertThat(reported(reach, service))
                    .isEqualTo(CATALOGUE.find(service).orElseThrow().actions());
        });
    }

    @Test
    void aTrustedRolesArnIsAResourceOfTheTokenService() {
        Reach reach =
                of("{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'arn:aws:iam::123456789012:role/deploy'}");
        assertThat(reported(reach, "sts")).containsExactly("AssumeRole");
    }
}
