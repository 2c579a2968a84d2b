// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** What is decided for a service is what {@code SimulatePrincipalPolicy} says of the same account. */
class AuthorizeComparisonTest extends ServedAccount {
    private static final List<String> ACTIONS =
            List.of("orders:GetOrder", "orders:PutOrder", "bills:Pay", "iam:GetUser", "s3:GetObject");
    private static final List<String> RESOURCES = List.of(
            "arn:aws:orders:::order/7", "arn:aws:orders:::order/8", "arn:aws:s3:::bucket/key", "arn:aws:bills:::bill");
    private static final List<String> PATTERNS = List.of(
            "*",
            "*",
            "*",
            "arn:aws:orders:::order/*",
            "arn:aws:orders:::order/7",
            "arn:aws:s3:::*",
            "arn:aws:bills:::*");
    private static final List<String> CONDITIONS = List.of(
            "{}",
            "{}",
            "{}",
            "{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}",
            "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}",
            "{\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}}",
            "{\"StringEquals\":{\"aws:username\":\"zoe\"}}",
            "{\"StringLike\":{\"orders:Colour\":\"r*\"}}",
            "{\"ForAllValues:StringEquals\":{\"orders:Colour\":[\"red\",\"blue\"]}}");

    private static final long SEED = 27;

    private final Random random = new Random(SEED);

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String policy() {
        StringBuilder statements = new StringBuilder();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            statements
                    .append(i == 0 ? "" : ",")
                    .append("{\"Effect\":\"")
                    .append(random.nextInt(3) == 0 ? "Deny" : "Allow")
                    .append("\",\"Action\":\"")
                    .append(random.nextInt(4) == 0 ? one(ACTIONS) : one(List.of("*", "*", "orders:*", "orders:Get*")))
                    .append("\",\"Resource\":\"")
                    .append(one(PATTERNS))
                    .append("\",\"Condition\":")
                    .append(one(CONDITIONS))
                    .append('}');
        }
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
    }

    private void furnish() {
        for (String name : List.of("zoe", "marla", "ann")) {
            newUser(name);
            iam.putUserPolicy(in -> in.userName(name).policyName("own").policyDocument(policy()));
        }
        iam.createGroup(in -> in.groupName("clerks"));
        iam.putGroupPolicy(in -> in.groupName("clerks").policyName("shared").policyDocument(policy()));
        iam.addUserToGroup(in -> in.groupName("clerks").userName("zoe"));
        String boundary = iam.createPolicy(
                        in -> in.policyName("limit").policyDocument(Simulations.policy("Allow", "orders:*", "*")))
                .policy()
                .arn();
        iam.putUserPermissionsBoundary(in -> in.userName("ann").permissionsBoundary(boundary));
        iam.createRole(in -> in.roleName("robot").assumeRolePolicyDocument(Simulations.trust(account.arn("root"))));
        iam.putRolePolicy(in -> in.roleName("robot").policyName("own").policyDocument(policy()));
    }

    @Test
    void bothSayTheSameOfFiveHundredQuestions() throws Exception {
        JsonApi api = new JsonApi(server);
        Map<PolicyEvaluationDecisionType, Integer> seen = new EnumMap<>(PolicyEvaluationDecisionType.class);
        for (int round = 0; round < 20; round++) {
            if (round % 5 == 0) {
                openAccount();
                furnish();
            }
            ObjectNode batch = JsonApi.json("{'questions': []}");
            for (int i = 0; i < 25; i++) {
                ObjectNode question = batch.withArray("questions")
                        .addObject()
                        .put("principal", account.arn(one(List.of("user/zoe", "user/marla", "user/ann", "role/robot"))))
                        .put("action", one(ACTIONS))
                        .put("resource", one(RESOURCES));
                ObjectNode context = question.putObject("context");
                if (random.nextBoolean()) {
                    context.put("aws:SourceIp", one(List.of("192.0.2.7", "198.51.100.7")));
                }
                if (random.nextBoolean()) {
                    context.put("aws:MultiFactorAuthPresent", random.nextBoolean());
                }
                if (random.nextBoolean()) {
                    context.put("orders:Colour", one(List.of("red", "green")));
                }
            }
            JsonNode answer = api.authorize(account.admin(), batch).expect(200);
            for (int i = 0; i < 25; i++) {
                JsonNode question = batch.at("/questions/" + i);
                EvaluationResult simulated = simulate(question);
                JsonNode decided = answer.at("/decisions/" + i);
                assertThat(decided.get("decision").asText().replace("_", "").toLowerCase(java.util.Locale.ROOT))
                        .as("seed %s, round %s: %s", SEED, round, question)
                        .isEqualTo(simulated.evalDecisionAsString().toLowerCase(java.util.Locale.ROOT));
                seen.merge(simulated.evalDecision(), 1, Integer::sum);
            }
        }
        assertThat(seen.values()).as(seen.toString()).hasSize(3).allMatch(count -> count > 30);
    }

    private EvaluationResult simulate(JsonNode question) {
        List<ContextEntry> entries = question.get("context").properties().stream()
                .map(entry -> ContextEntry.builder()
                        .contextKeyName(entry.getKey())
                        .contextKeyType(
                                entry.getValue().isBoolean()
                                        ? ContextKeyTypeEnum.BOOLEAN
                                        : entry.getKey().endsWith("Ip")
                                                ? ContextKeyTypeEnum.IP
                                                : ContextKeyTypeEnum.STRING)
                        .contextKeyValues(entry.getValue().asText())
                        .build())
                .toList();
        return iam.simulatePrincipalPolicy(
                        in -> in.policySourceArn(question.get("principal").asText())
                                .actionNames(question.get("action").asText())
                                .resourceArns(question.get("resource").asText())
                                .contextEntries(entries))
                .evaluationResults()
                .get(0);
    }
}
