// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** A service asks about a principal by name. */
class AuthorizeTest extends ServedAccount {
    private static final String ORDER = "arn:aws:orders:eu-central-1::order/7";

    private JsonApi api;
    private AwsCredentials service;

    @BeforeEach
    void aServiceAndZoe() {
        api = new JsonApi(server);
        service = newUser("orders-service");
        allow("orders-service", "sallyport:Authorize", "*", "{}");
        newUser("zoe");
    }

    private void allow(String user, String action, String resource, String condition) {
        put(user, "allow", "Allow", action, resource, condition);
    }

    private void put(String user, String name, String effect, String action, String resource, String condition) {
        iam.putUserPolicy(in -> in.userName(user)
                .policyName(name)
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"One\",\"Effect\":\"" + effect
                        + "\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\",\"Condition\":"
                        + condition + "}]}"));
    }

    private ObjectNode about(String principal) {
        return JsonApi.json("{'action': 'orders:GetOrder', 'resource': '" + ORDER + "'}")
                .put("principal", principal);
    }

    private JsonNode decided(ObjectNode question) throws Exception {
        JsonNode answer = api.authorize(service, question).expect(200);
        assertThat(answer.get("decisions")).hasSize(1);
        assertThat(answer.get("allowed")).isEqualTo(answer.at("/decisions/0/allowed"));
        return answer.at("/decisions/0");
    }

    @Test
    void sheMayWhatHerPoliciesAllowAndTheStatementIsNamed() throws Exception {
        String zoe = account.arn("user/zoe");
        JsonNode before = decided(about(zoe));
        assertThat(before.get("decision").asText()).isEqualTo("IMPLICIT_DENY");
        assertThat(before.get("message").asText())
                .isEqualTo("User: " + zoe + " is not authorized to perform: orders:GetOrder on resource: " + ORDER
                        + " because no identity-based policy allows the orders:GetOrder action");

        allow("zoe", "orders:Get*", "arn:aws:orders:*:*:order/*", "{}");
        JsonNode after = decided(about(zoe));
        assertThat(after.get("decision").asText()).isEqualTo("ALLOWED");
        assertThat(after.get("message")).isNull();
        assertThat(after.at("/decidedBy/0/policy").asText()).isEqualTo("allow");
        assertThat(after.at("/decidedBy/0/source").asText()).isEqualTo("user");
        assertThat(after.at("/decidedBy/0/sid").asText()).isEqualTo("One");
        assertThat(after.get("layers")).isEqualTo(JsonApi.json("{'IDENTITY': 'ALLOWED'}"));

        iam.putUserPermissionsBoundary(
                in -> in.userName("zoe").permissionsBoundary("arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
        JsonNode bounded = decided(about(zoe));
        assertThat(bounded.get("layer").asText()).isEqualTo("PERMISSIONS_BOUNDARY");
        assertThat(bounded.get("layers"))
                .isEqualTo(JsonApi.json("{'IDENTITY': 'ALLOWED', 'PERMISSIONS_BOUNDARY': 'IMPLICIT_DENY'}"));

        put("zoe", "deny", "Deny", "orders:*", "*", "{}");
        JsonNode denied = decided(about(zoe));
        assertThat(denied.get("decision").asText()).isEqualTo("EXPLICIT_DENY");
        assertThat(denied.get("message").asText()).endsWith("with an explicit deny in an identity-based policy");
    }

    @Test
    void conditionKeysCountAndThoseThatAreMissingAreNamed() throws Exception {
        String zoe = account.arn("user/zoe");
        allow("zoe", "orders:GetOrder", "*", "{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}");
        assertThat(decided(about(zoe)).get("missingContextKeys")).hasSize(1);
        assertThat(decided(about(zoe).set("context", JsonApi.json("{'aws:SourceIp': '192.0.2.9'}")))
                        .get("allowed")
                        .asBoolean())
                .isTrue();
        assertThat(decided(about(zoe).set("context", JsonApi.json("{'aws:SourceIp': '198.51.100.9'}")))
                        .get("allowed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void whatIsKnownOfAPrincipalIsNotTheAskersToSay() throws Exception {
        iam.tagUser(in -> in.userName("zoe")
                .tags(software.amazon.awssdk.services.iam.model.Tag.builder()
                        .key("team")
                        .value("red")
                        .build()));
        allow("zoe", "orders:GetOrder", "*", "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"blue\"}}");
        JsonNode answer = decided(about(account.arn("user/zoe"))
                .set("context", JsonApi.json("{'aws:principaltag/Team': 'blue', 'aws:PrincipalArn': 'arn:x'}")));
        assertThat(answer.get("allowed").asBoolean()).isFalse();
        assertThat(answer.get("ignoredContextKeys"))
                .isEqualTo(JsonApi.json("{'a': ['aws:principalarn', 'aws:principaltag/team']}")
                        .get("a"));

        allow("zoe", "orders:GetOrder", "*", "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}}");
        assertThat(decided(about(account.arn("user/zoe"))).get("allowed").asBoolean())
                .isTrue();
    }

    @Test
    void rolesTheirSessionsAndRootAreDecidedAboutToo() throws Exception {
        iam.createRole(in ->
                in.roleName("clerk").path("/shop/").assumeRolePolicyDocument(Simulations.trust(account.arn("root"))));
        iam.putRolePolicy(in -> in.roleName("clerk")
                .policyName("p")
                .policyDocument(Simulations.policy("Allow", "orders:GetOrder", "*")));
        assertThat(decided(about(account.arn("role/shop/clerk"))).get("allowed").asBoolean())
                .isTrue();
        String session = "arn:aws:sts::" + account.id() + ":assumed-role/clerk/monday";
        assertThat(decided(about(session)).get("allowed").asBoolean()).isTrue();
        assertThat(decided(about(session)).get("principal").asText()).isEqualTo(session);
        assertThat(decided(about(account.arn("root"))).get("allowed").asBoolean())
                .isTrue();
        assertThat(api.authorize(service, about("arn:aws:sts::" + account.id() + ":federated-user/bob"))
                        .refused(400))
                .isEqualTo("InvalidInput");
        assertThat(api.authorize(service, about(account.arn("role/clerk"))).refused(404))
                .isEqualTo("NoSuchEntity");
    }

    @Test
    void theAskerNeedsThePermissionOnThePrincipalAndNobodyElsesAccountIsDecidedAbout() throws Exception {
        allow("orders-service", "sallyport:Authorize", account.arn("user/zoe"), "{}");
        newUser("marla");
        decided(about(account.arn("user/zoe")));
        assertThat(api.authorize(service, about(account.arn("user/marla"))).refused(403))
                .isEqualTo("AccessDenied");
        // Nor does she learn who there is.
        assertThat(api.authorize(service, about(account.arn("user/nobody"))).refused(403))
                .isEqualTo("AccessDenied");

        AwsServer.TestAccount other = server.account();
        assertThat(api.authorize(account.admin(), about(other.arn("user/admin")))
                        .refused(403))
                .isEqualTo("AccessDenied");
        assertThat(api.authorize(other.admin(), about(account.arn("user/zoe"))).refused(403))
                .isEqualTo("AccessDenied");
    }

    @Test
    void severalActionsAndResourcesAreDecidedAtOnceAndAHundredAtMost() throws Exception {
        allow("zoe", "orders:Get*", "*", "{}");
        JsonNode answer = api.authorize(
                        service,
                        JsonApi.json("{'action': ['orders:GetOrder', 'orders:PutOrder'], 'resource': ['" + ORDER
                                        + "', '*']}")
                                .put("principal", account.arn("user/zoe")))
                .expect(200);
        assertThat(answer.get("allowed").asBoolean()).isFalse();
        assertThat(answer.findValuesAsText("decision"))
                .containsExactly("ALLOWED", "ALLOWED", "IMPLICIT_DENY", "IMPLICIT_DENY");

        ObjectNode batch = JsonApi.json("{'questions': []}").put("principal", account.arn("user/zoe"));
        ArrayNode questions = (ArrayNode) batch.get("questions");
        for (int i = 0; i < 99; i++) {
            questions.add(JsonApi.json("{'action': 'orders:Get" + i + "'}"));
        }
        questions.add(JsonApi.json("{'action': 'orders:GetOrder'}").put("principal", account.arn("user/admin")));
        JsonNode hundred = api.authorize(service, batch).expect(200);
        assertThat(hundred.get("decisions")).hasSize(100);
        assertThat(hundred.at("/decisions/42/action").asText()).isEqualTo("orders:Get42");
        assertThat(hundred.at("/decisions/99/principal").asText()).isEqualTo(account.arn("user/admin"));
        assertThat(hundred.at("/decisions/99/decidedBy/0/policy").asText())
                .isEqualTo("arn:aws:iam::aws:policy/AdministratorAccess");

        questions.add(JsonApi.json("{'action': 'orders:GetOrder'}"));
        assertThat(api.authorize(service, batch).refused(400)).isEqualTo("InvalidInput");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'action': 'orders:GetOrder'}",
                "{'principal': 'ZOE'}",
                "{'principal': 'ZOE', 'action': 'GetOrder'}",
                "{'principal': 'ZOE', 'action': 'orders:Get*'}",
                "{'principal': 'ZOE', 'action': 7}",
                "{'principal': 'ZOE', 'action': []}",
                "{'principal': 'ZOE', 'action': 'orders:GetOrder', 'resource': 'order/7'}",
                "{'principal': 'ZOE', 'action': 'orders:GetOrder', 'context': []}",
                "{'principal': 'ZOE', 'action': 'orders:GetOrder', 'context': {'ip': '1'}}",
                "{'principal': 'ZOE', 'action': 'orders:GetOrder', 'context': {'a:b': {}}}",
                "{'principal': 'ZOE', 'action': 'orders:GetOrder', 'questions': []}",
                "{'principal': 'ZOE', 'questions': []}",
                "{'principal': 'ZOE', 'questions': [{'action': 'orders:GetOrder', 'questions': []}]}",
                "{'principal': 'zoe', 'action': 'orders:GetOrder'}",
                "{'principal': 'ZOE', 'request': {}, 'action': 'orders:GetOrder'}",
                "{'principal': 'ZOE', 'action': 'orders:GetOrder', 'effect': 'Allow'}"
            })
    void whatIsNoQuestionIsRefused(String question) throws Exception {
        JsonApi.Reply reply =
                api.authorize(account.admin(), JsonApi.json(question.replace("ZOE", account.arn("user/zoe"))));
        assertThat(reply.refused(400)).as(reply.toString()).isEqualTo("InvalidInput");
    }
}
