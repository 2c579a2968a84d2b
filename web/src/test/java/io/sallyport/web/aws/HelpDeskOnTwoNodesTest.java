// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.JsonApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.accesscode.HelpDeskRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Four eyes over two servers with one PostgreSQL, by people who sign with keys and in roles' sessions. */
class HelpDeskOnTwoNodesTest {
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
    private static final String REQUESTS = "/api/v1/help-desk/requests";
    private static final String PASSWORD = "correct Horse 7";
    private static final int AT_ONCE = 16;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private TestPostgres database;
    private List<AwsServer> nodes;
    private AwsServer.TestAccount account;
    private IamClient iam;

    @BeforeEach
    void start() throws Exception {
        database = new TestPostgres();
        nodes = AwsServer.nodes(database, 2);
        account = nodes.get(0).account();
        iam = nodes.get(0).iam(account.admin());
        iam.createUser(in -> in.userName("zoe"));
        iam.createLoginProfile(in -> in.userName("zoe").password(PASSWORD));
        nodes.get(0).accounts().write(account.id(), in -> {
            HelpDeskRules rules = HelpDeskRules.STANDARD;
            in.accessCodes()
                    .setRules(new HelpDeskRules(
                            true, false, rules.compares(), rules.codeLifetime(), rules.approvalTime()));
            return true;
        });
    }

    @AfterEach
    void stop() throws Exception {
        for (AwsServer node : nodes) {
            node.close();
        }
        database.close();
    }

    private AwsCredentials administrator(String name) {
        iam.createUser(in -> in.userName(name));
        iam.attachUserPolicy(in -> in.userName(name).policyArn(ADMINISTRATOR));
        return AwsServer.credentials(
                iam.createAccessKey(in -> in.userName(name)).accessKey());
    }

    private JsonApi api(int node) {
        return new JsonApi(nodes.get(node % nodes.size()));
    }

    private String asked(AwsCredentials by) throws Exception {
        return api(0).post(by, REQUESTS, json("{'user': 'zoe'}"))
                .expect(201)
                .get("id")
                .asText();
    }

    private JsonApi.Reply approve(int node, AwsCredentials by, String request) {
        try {
            return api(node).post(by, REQUESTS + "/" + request + "/approval", json("{}"));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private JsonNode signIn(int node, String path, String body) throws IOException, InterruptedException {
        URI uri = nodes.get(node % nodes.size()).uri().resolve("/api/v1/signin" + path);
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json(body).toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return json(answer.body());
    }

    @Test
    void ofManyApprovalsOnBothOneGetsACodeAndOfManyWhoShowItOneIsLetIn() throws Exception {
        AwsCredentials paul = administrator("paul");
        AwsCredentials rita = administrator("rita");
        String request = asked(account.admin());
        Queue<JsonApi.Reply> replies = new ConcurrentLinkedQueue<>();
        assertThat(AtOnce.run(AT_ONCE, i -> replies.add(approve(i, i % 4 < 2 ? paul : rita, request))))
                .isEmpty();
        assertThat(replies).filteredOn(reply -> reply.status() == 409).hasSize(AT_ONCE - 1);
        String code = replies.stream()
                .filter(reply -> reply.status() == 200)
                .map(reply -> reply.body().get("code").asText())
                .reduce((one, other) -> {
                    throw new AssertionError("two codes");
                })
                .orElseThrow();

        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            waiting.add(
                    signIn(i, "", "{'account': '" + account.id() + "', 'user': 'zoe', 'password': '" + PASSWORD + "'}")
                            .get("signin")
                            .asText());
        }
        Queue<String> came = new ConcurrentLinkedQueue<>();
        assertThat(AtOnce.run(AT_ONCE, i -> {
                    try {
                        // At the other server than the password was.
                        came.add(signIn(i + 1, "/" + waiting.get(i) + "/factor", "{'accessCode': '" + code + "'}")
                                .path("status")
                                .asText("refused"));
                    } catch (IOException | InterruptedException failed) {
                        throw new AssertionError(failed);
                    }
                }))
                .isEmpty();
        assertThat(came).hasSize(AT_ONCE).containsOnlyOnce("SIGNED_IN");
        assertThat(came).filteredOn("refused"::equals).hasSize(AT_ONCE - 1);
    }

    @Test
    void aRolesSessionIsThePersonOfItsSourceIdentity() throws Exception {
        iam.createRole(in -> in.roleName("desk")
                .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                        + "\"Principal\":{\"AWS\":\"" + account.arn("root") + "\"},"
                        + "\"Action\":[\"sts:AssumeRole\",\"sts:SetSourceIdentity\"]}}"));
        iam.attachRolePolicy(in -> in.roleName("desk").policyArn(ADMINISTRATOR));
        String request = asked(account.admin());
        assertThat(approve(1, account.admin(), request).refused(403)).isEqualTo("AccessDenied");
        assertThat(approve(1, inARole(null), request)
                        .expect(403)
                        .at("/error/message")
                        .asText())
                .contains("source identity");
        assertThat(approve(1, inARole("admin"), request).refused(403)).isEqualTo("AccessDenied");
        // Nor is she, as whom she is to be helped.
        assertThat(approve(1, inARole("Zoe"), request)
                        .expect(403)
                        .at("/error/message")
                        .asText())
                .contains("herself");
        approve(1, inARole("paul"), request).expect(200);
        // Two people in one role are two.
        String another = asked(inARole("rita"));
        assertThat(approve(1, inARole("Rita"), another).refused(403)).isEqualTo("AccessDenied");
        approve(1, inARole("paul"), another).expect(200);
    }

    private AwsCredentials inARole(@Nullable String sourceIdentity) {
        try (StsClient sts = nodes.get(0).sts(account.admin())) {
            AssumeRoleRequest.Builder wanted = AssumeRoleRequest.builder()
                    .roleArn(account.arn("role/desk"))
                    .roleSessionName("session");
            if (sourceIdentity != null) {
                wanted.sourceIdentity(sourceIdentity);
            }
            return AwsServer.credentials(sts.assumeRole(wanted.build()).credentials());
        }
    }
}
