// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The twelve types of context values, and who has which keys by himself. */
class SimulatedContextTest extends ServedAccount {
    private String decide(String condition, String key, String type, List<String> values) {
        return Simulations.decision(iam.simulateCustomPolicy(in -> in.policyInputList(Simulations.allowIf(condition))
                        .actionNames("s3:GetObject")
                        .contextEntries(Simulations.key(key, type, values.toArray(String[]::new))))
                .evaluationResults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "StringEquals | yes | string | yes | no",
                "ForAnyValue:StringEquals | yes | stringList | no,yes | no,never",
                "NumericLessThan | 10 | numeric | 9.5 | 1e2",
                "ForAllValues:NumericLessThan | 10 | numericList | 1,+2,03.0 | 1,20",
                "Bool | true | boolean | TRUE | yes",
                "ForAnyValue:Bool | true | booleanList | false,true | false,false",
                "IpAddress | 10.0.0.0/8 | ip | 10.1.2.3 | 11.0.0.1",
                "ForAnyValue:IpAddress | 2001:db8::/32 | ipList | ::1,2001:0db8::1 | ::1,10.0.0.1",
                "BinaryEquals | eWVz | binary | eWVz | bm8=",
                "ForAnyValue:BinaryEquals | eWVz | binaryList | bm8=,eWVz | bm8=,bm8=",
                "DateLessThan | 2026-01-01T00:00:00Z | date | 2025-12-31T23:59:59Z | 2026-01-01T00:00:00Z",
                "ForAllValues:DateLessThan | 1767225600 | dateList | 2025-12-31,1767225599 | 2025-12-31,2026-02-01",
            })
    void eachTypeIsCompared(String operator, String expected, String type, String matching, String other) {
        String condition = "{\"" + operator + "\":{\"stack:key\":\"" + expected + "\"}}";

        assertThat(decide(condition, "stack:key", type, List.of(matching.split(","))))
                .isEqualTo("allowed");
        assertThat(decide(condition, "STACK:Key", type, List.of(other.split(","))))
                .isEqualTo("implicitDeny");
    }

    @Test
    void aListIsNoVariableEvenWithOneValue() {
        String condition = "{\"StringEquals\":{\"stack:other\":\"${stack:key}\"}}";
        for (String type : List.of("string", "stringList")) {
            assertThat(Simulations.decision(iam.simulateCustomPolicy(
                                    in -> in.policyInputList(Simulations.allowIf(condition))
                                            .actionNames("s3:GetObject")
                                            .contextEntries(
                                                    Simulations.key("stack:key", type, "a"),
                                                    Simulations.key("stack:other", "string", "a")))
                            .evaluationResults()))
                    .isEqualTo(type.equals("string") ? "allowed" : "implicitDeny");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111122223333:user/team/mateo, aws:username, mateo",
        "arn:aws:iam::111122223333:user/team/mateo, aws:PrincipalArn, arn:aws:iam::111122223333:user/team/mateo",
        "arn:aws:iam::111122223333:user/team/mateo, aws:PrincipalType, User",
        "arn:aws:iam::111122223333:user/team/mateo, aws:PrincipalAccount, 111122223333",
        "arn:aws:sts::111122223333:assumed-role/dev/s, aws:PrincipalArn, arn:aws:iam::111122223333:role/dev",
        "arn:aws:sts::111122223333:assumed-role/dev/s, aws:PrincipalType, AssumedRole",
        "arn:aws:iam::111122223333:role/path/dev, aws:PrincipalArn, arn:aws:iam::111122223333:role/path/dev",
        "arn:aws:sts::111122223333:federated-user/bob, aws:userid, 111122223333:bob",
        "arn:aws:sts::111122223333:federated-user/bob, aws:PrincipalType, FederatedUser",
        "arn:aws:iam::111122223333:root, aws:userid, 111122223333",
        "arn:aws:iam::111122223333:root, aws:PrincipalType, Account",
    })
    void whatTheCallersArnTellsNeedsNoEntry(String caller, String key, String value) {
        String deny = Simulations.allowIf("{\"StringNotEquals\":{\"" + key + "\":\"" + value + "\"}}")
                .replace("Allow", "Deny");
        assertThat(Simulations.decision(iam.simulateCustomPolicy(in -> in.policyInputList(Simulations.ALLOW_ALL, deny)
                                .callerArn(caller)
                                .actionNames("s3:GetObject"))
                        .evaluationResults()))
                .as("a federated user inherits nothing without a session policy, which the simulator knows not")
                .isEqualTo(caller.contains("federated-user") ? "implicitDeny" : "allowed");
        assertThat(Simulations.decision(iam.simulateCustomPolicy(in -> in.policyInputList(Simulations.ALLOW_ALL, deny)
                                .callerArn(caller)
                                .actionNames("s3:GetObject")
                                .contextEntries(Simulations.key(key, "string", "other")))
                        .evaluationResults()))
                .as("an entry wins")
                .isEqualTo("explicitDeny");
    }
}
