// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The pattern of the workloads on file, which gives sets of any size: five services in turn; every second policy is
 * bound to a condition and, except for Lambda, has a fourth action; every tenth denies. A broad policy comes last.
 */
final class WorkloadPattern {
    static final String BROAD_CEDAR =
            "permit(principal in Group::\"eng\", action, resource) when { context.action like \"logs:*\""
                    + " || context.action like \"cloudwatch:Get*\" || context.action like \"ec2:Describe*\" };";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> RANGES = List.of("203.0.113.0/24", "198.51.100.0/24");

    private WorkloadPattern() {}

    static List<JsonNode> policies(int size) {
        List<JsonNode> policies = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            policies.add(policy(number));
        }
        policies.add(document(statement("Broad", "Allow", List.of("logs:*", "cloudwatch:Get*", "ec2:Describe*"), "*")));
        return policies;
    }

    static List<String> cedar(int size) {
        List<String> policies = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            policies.add(cedarPolicy(number));
        }
        policies.add(BROAD_CEDAR);
        return policies;
    }

    private static JsonNode policy(int number) {
        Service service = Service.of(number);
        ObjectNode statement = statement(
                "S" + number,
                denies(number) ? "Deny" : "Allow",
                service.granted(number),
                service.resource(number, "*"));
        if (isBoundToNetwork(number)) {
            ArrayNode ranges =
                    statement.putObject("Condition").putObject("IpAddress").putArray("aws:SourceIp");
            RANGES.forEach(ranges::add);
        } else if (isBoundToTeam(number)) {
            ObjectNode condition = statement.putObject("Condition");
            condition.putObject("StringEquals").put("aws:PrincipalTag/team", "red");
            if (isBoundToMfa(number)) {
                condition.putObject("Bool").put("aws:MultiFactorAuthPresent", "true");
            }
        }
        return document(statement);
    }

    private static String cedarPolicy(int number) {
        Service service = Service.of(number);
        String actions = service.granted(number).stream()
                .map(action -> "Action::\"" + action + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
        String condition = "context.arn like \"" + service.resource(number, "*") + "\"";
        if (isBoundToNetwork(number)) {
            condition += RANGES.stream()
                    .map(range -> "context.sourceIp.isInRange(ip(\"" + range + "\"))")
                    .collect(Collectors.joining(" || ", " && (", ")"));
        } else if (isBoundToTeam(number)) {
            condition += " && context has team && context.team == \"red\"";
            if (isBoundToMfa(number)) {
                condition += " && context has mfa && context.mfa == true";
            }
        }
        return String.format(
                "%s(principal in Group::\"eng\", action in %s, resource) when { %s };",
                denies(number) ? "forbid" : "permit", actions, condition);
    }

    private static boolean denies(int number) {
        return number % 10 == 9;
    }

    private static boolean isBoundToNetwork(int number) {
        return number % 4 == 3;
    }

    private static boolean isBoundToTeam(int number) {
        return number % 4 == 1;
    }

    private static boolean isBoundToMfa(int number) {
        return number % 8 == 5;
    }

    private static ObjectNode statement(String sid, String effect, List<String> actions, String resource) {
        ObjectNode statement = JSON.createObjectNode().put("Sid", sid).put("Effect", effect);
        ArrayNode list = statement.putArray("Action");
        actions.forEach(list::add);
        return statement.put("Resource", resource);
    }

    private static ObjectNode document(ObjectNode statement) {
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        document.putArray("Statement").add(statement);
        return document;
    }
}
