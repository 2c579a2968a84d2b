// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Roles on their way to instances, tasks and pods. */
class ServiceRolesTest extends ServedAccount {
    private static final String PROFILE = "/api/v1/instance-profiles/webs/credentials";
    private static final String ROLE = "/api/v1/roles/web/credentials";
    private static final String INSTANCE = "i-0123456789abcdef0";

    private JsonApi api;

    @BeforeEach
    void aRoleInAProfile() {
        api = new JsonApi(server);
        iam.createRole(
                in -> in.roleName("web").path("/shop/").assumeRolePolicyDocument(trusting("ec2.amazonaws.com", "{}")));
        iam.createInstanceProfile(in -> in.instanceProfileName("webs").path("/shop/"));
        iam.addRoleToInstanceProfile(in -> in.instanceProfileName("webs").roleName("web"));
    }

    private static String trusting(String service, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                + service + "\"},\"Action\":\"sts:AssumeRole\",\"Condition\":" + condition + "}]}";
    }

    private static ObjectNode instance() {
        return JsonApi.json("{'instanceId': '" + INSTANCE + "', 'region': 'eu-central-1'}");
    }

    private static AwsCredentials credentials(JsonNode delivered) {
        return AwsSessionCredentials.create(
                delivered.get("accessKeyId").asText(),
                delivered.get("secretAccessKey").asText(),
                delivered.get("sessionToken").asText());
    }

    private void allowRole(String condition) {
        iam.putRolePolicy(in -> in.roleName("web")
                .policyName("p")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                        + "\"iam:ListUsers\",\"Resource\":\"*\",\"Condition\":" + condition + "}]}"));
    }

    private void allow(String user, String name, String action, String resource, String condition) {
        iam.putUserPolicy(in -> in.userName(user)
                .policyName(name)
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\""
                        + action + "\",\"Resource\":\"" + resource + "\",\"Condition\":" + condition + "}]}"));
    }

    @Test
    void anInstanceIsTheRoleUnderItsOwnIdForSixHours() throws Exception {
        JsonNode delivered = api.post(account.admin(), PROFILE, instance()).expect(201);
        assertThat(delivered.get("roleArn").asText()).isEqualTo(account.arn("role/shop/web"));
        assertThat(delivered.at("/instanceProfile/arn").asText()).isEqualTo(account.arn("instance-profile/shop/webs"));
        assertThat(delivered.at("/instanceProfile/id").asText()).startsWith("AIPA");
        assertThat(Duration.between(
                        Instant.parse(delivered.get("issuedAt").asText()),
                        Instant.parse(delivered.get("expiresAt").asText())))
                .isEqualTo(Duration.ofHours(6));
        AwsCredentials web = credentials(delivered);
        assertThat(server.sts(web).getCallerIdentity().arn())
                .isEqualTo("arn:aws:sts::" + account.id() + ":assumed-role/web/" + INSTANCE);
        server.clock().forward(Duration.ofHours(6).minusSeconds(1));
        assertThat(server.sts(web).getCallerIdentity().account())
                .isEqualTo(account.id().value());
        server.clock().forward(Duration.ofSeconds(1));
        assertRefused(() -> server.sts(web).getCallerIdentity(), 403, "ExpiredToken");
    }

    @Test
    void policiesAskHowItWasDeliveredAndToWhat() throws Exception {
        String arn = "arn:aws:ec2:eu-central-1:" + account.id() + ":instance/" + INSTANCE;
        allowRole("{\"NumericGreaterThanEquals\":{\"ec2:RoleDelivery\":\"2.0\"},\"ArnEquals\":"
                + "{\"ec2:SourceInstanceARN\":\"" + arn + "\"}}");
        AwsCredentials second =
                credentials(api.post(account.admin(), PROFILE, instance()).expect(201));
        assertThat(server.iam(second).listUsers().users()).isNotEmpty();
        AwsCredentials first =
                credentials(api.post(account.admin(), PROFILE, instance().put("roleDelivery", "1.0"))
                        .expect(201));
        assertRefused(() -> server.iam(first).listUsers(), 403, "AccessDenied");
    }

    @Test
    void aRoleThatDoesNotTrustTheServiceIsNotDelivered() throws Exception {
        JsonApi.Reply task = api.post(
                account.admin(), ROLE, JsonApi.json("{'service': 'ecs-tasks.amazonaws.com', 'sessionName': 'task1'}"));
        assertThat(task.refused(403)).isEqualTo("AssumeRoleUnauthorizedAccess");

        iam.updateAssumeRolePolicy(in -> in.roleName("web").policyDocument(trusting("ecs-tasks.amazonaws.com", "{}")));
        JsonNode delivered = api.post(
                        account.admin(),
                        ROLE,
                        JsonApi.json("{'service': 'ecs-tasks.amazonaws.com', 'sessionName': 'task1'}"))
                .expect(201);
        assertThat(delivered.get("instanceProfile")).isNull();
        assertThat(server.sts(credentials(delivered)).getCallerIdentity().arn()).endsWith(":assumed-role/web/task1");
        JsonApi.Reply instance = api.post(account.admin(), PROFILE, instance());
        assertThat(instance.refused(403)).isEqualTo("AssumeRoleUnauthorizedAccess");
        assertThat(instance.body().at("/error/message").asText()).startsWith("EC2 cannot assume the role web.");
    }

    @Test
    void theTrustPolicyLearnsForWhomTheServiceAsks() throws Exception {
        iam.updateAssumeRolePolicy(in -> in.roleName("web")
                .policyDocument(trusting(
                        "ec2.amazonaws.com",
                        "{\"StringEquals\":{\"aws:SourceAccount\":\"" + account.id()
                                + "\"},\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:ec2:*:*:instance/" + INSTANCE
                                + "\"}}")));
        api.post(account.admin(), PROFILE, instance()).expect(201);
        api.post(account.admin(), PROFILE, instance().put("instanceId", "i-00000000000000000"))
                .expect(403);
    }

    @Test
    void whoLaunchesNeedsToDeliverAndToPassTheRoleToThatService() throws Exception {
        AwsCredentials launcher = newUser("launcher");
        assertThat(api.post(launcher, PROFILE, instance()).refused(403)).isEqualTo("AccessDenied");
        allow("launcher", "deliver", "sallyport:DeliverRole", account.arn("instance-profile/shop/*"), "{}");
        JsonApi.Reply passing = api.post(launcher, PROFILE, instance());
        assertThat(passing.refused(403)).isEqualTo("AccessDenied");
        assertThat(passing.body().at("/error/message").asText())
                .contains("iam:PassRole on resource: " + account.arn("role/shop/web"));
        allow(
                "launcher",
                "pass",
                "iam:PassRole",
                account.arn("role/shop/*"),
                "{\"StringEquals\":{\"iam:PassedToService\":\"ec2.amazonaws.com\"}}");
        api.post(launcher, PROFILE, instance()).expect(201);

        ObjectNode task = JsonApi.json("{'service': 'ecs-tasks.amazonaws.com', 'sessionName': 'task1'}");
        assertThat(api.post(launcher, ROLE, task).refused(403)).isEqualTo("AccessDenied");
        allow("launcher", "deliver", "sallyport:DeliverRole", "*", "{}");
        assertThat(api.post(launcher, ROLE, task).refused(403)).isEqualTo("AccessDenied");
    }

    @Test
    void whatIsNotThereIsNotFoundByThoseWhoMayLook() throws Exception {
        AwsCredentials nobody = newUser("nobody");
        String missing = "/api/v1/instance-profiles/other/credentials";
        assertThat(api.post(nobody, missing, instance()).refused(403)).isEqualTo("AccessDenied");
        assertThat(api.post(account.admin(), missing, instance()).refused(404)).isEqualTo("NoSuchEntity");
        iam.createInstanceProfile(in -> in.instanceProfileName("other"));
        assertThat(api.post(account.admin(), missing, instance()).refused(404)).isEqualTo("NoSuchEntity");
        assertThat(api.post(
                                account.admin(),
                                "/api/v1/roles/other/credentials",
                                instance().put("service", "ec2.amazonaws.com"))
                        .refused(404))
                .isEqualTo("NoSuchEntity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'service': 'ec2.amazonaws.com'}",
                "{'service': 'ec2.amazonaws.com', 'instanceId': 'web'}",
                "{'service': 'ec2.amazonaws.com', 'instanceId': 'i-01234567', 'roleDelivery': '3.0'}",
                "{'service': 'ec2.amazonaws.com', 'instanceId': 'i-01234567', 'region': 'here'}",
                "{'service': 'evil.example', 'sessionName': 'task1'}",
                "{'service': 'ecs-tasks.amazonaws.com'}",
                "{'service': 'ecs-tasks.amazonaws.com', 'sessionName': 'a b'}",
                "{'service': 'ecs-tasks.amazonaws.com', 'sessionName': 'task1', 'durationSeconds': 0}",
                "{'service': 'ecs-tasks.amazonaws.com', 'sessionName': 'task1', 'durationSeconds': 43201}",
                "{'service': 'ecs-tasks.amazonaws.com', 'sessionName': 'task1', 'durationSeconds': '900'}"
            })
    void whatMakesNoSenseIsRefused(String body) throws Exception {
        assertThat(api.post(account.admin(), ROLE, JsonApi.json(body)).refused(400))
                .isEqualTo("InvalidInput");
    }
}
