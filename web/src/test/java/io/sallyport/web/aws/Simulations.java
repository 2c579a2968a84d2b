// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.OrderedOrganizationPolicyType;
import software.amazon.awssdk.services.iam.model.Statement;

/** What tests of the simulator share. */
final class Simulations {
    static final String ALLOW_ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
    static final String A = "arn:aws:s3:::stackd-simulation/a";
    static final String B = "arn:aws:s3:::stackd-simulation/b";

    private Simulations() {}

    /** One statement in a list, without white space. */
    static String policy(String effect, String action, String resource) {
        return statement(
                "\"Effect\":\"" + effect + "\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"");
    }

    /** Allows s3:GetObject under a condition. */
    static String allowIf(String condition) {
        return statement(
                "\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Condition\":" + condition);
    }

    /** A resource's policy for one principal of type AWS. */
    static String grant(String principal, String action, String resource) {
        return statement("\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal + "\"},\"Action\":\"" + action
                + "\",\"Resource\":\"" + resource + "\"");
    }

    /** A role's trust policy for one principal of type AWS. */
    static String trust(String principal) {
        return statement(
                "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal + "\"},\"Action\":\"sts:AssumeRole\"");
    }

    private static String statement(String members) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{" + members + "}]}";
    }

    /** A condition key of the request; without a name, a type or values where those are not given. */
    static ContextEntry key(@Nullable String name, @Nullable String type, String... values) {
        ContextEntry.Builder entry = ContextEntry.builder().contextKeyName(name).contextKeyType(type);
        return (values.length == 0 ? entry : entry.contextKeyValues(values)).build();
    }

    /** One level of an organization. */
    static OrderedOrganizationPolicyType level(String... policies) {
        return OrderedOrganizationPolicyType.builder()
                .serviceControlPolicyInputList(policies)
                .build();
    }

    /** Such as {@code PolicyInputList.1 IAM Policy 1:38-1:84}. */
    static List<String> places(List<Statement> statements) {
        return statements.stream()
                .map(statement -> statement.sourcePolicyId() + " " + statement.sourcePolicyTypeAsString() + " "
                        + statement.startPosition().line() + ":"
                        + statement.startPosition().column() + "-"
                        + statement.endPosition().line() + ":"
                        + statement.endPosition().column())
                .toList();
    }

    static String decision(List<EvaluationResult> results) {
        return results.get(0).evalDecisionAsString();
    }
}
