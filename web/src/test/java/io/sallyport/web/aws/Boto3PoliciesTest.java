// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies and their simulation with a client that nobody here wrote: Debian's boto3. */
class Boto3PoliciesTest extends ServedAccount {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonNode seen(Path directory) throws Exception {
        // boto3 signs at its own time.
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        return Scripts.run(Scripts.PYTHON, "boto3_policies.py", directory, account.admin(), server.uri(), Map.of());
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @Test
    void boto3SeesPoliciesAsAwsTellsThem(@TempDir Path directory) throws Exception {
        JsonNode seen = seen(directory);

        assertThat(seen.get("user policy").asBoolean()).isTrue();
        assertThat(seen.get("group policy").asBoolean()).isTrue();
        assertThat(seen.get("inline")).isEqualTo(json("['odd']"));
        assertThat(seen.get("attached"))
                .isEqualTo(json("[{'PolicyName': 'Billing', 'PolicyArn':"
                        + " 'arn:aws:iam::aws:policy/job-function/Billing'}]"));
        assertThat(seen.get("listed").asInt()).isEqualTo(1597);
        assertThat(seen.get("members of a listed policy"))
                .isEqualTo(json("['Arn', 'AttachmentCount', 'CreateDate', 'DefaultVersionId', 'IsAttachable', 'Path',"
                        + " 'PermissionsBoundaryUsageCount', 'PolicyId', 'PolicyName', 'UpdateDate']"));
        assertThat(seen.get("members of a policy"))
                .isEqualTo(json("['Arn', 'AttachmentCount', 'CreateDate', 'DefaultVersionId', 'IsAttachable', 'Path',"
                        + " 'PermissionsBoundaryUsageCount', 'PolicyId', 'PolicyName', 'Tags', 'UpdateDate']"));
        assertThat(seen.get("members of a version"))
                .isEqualTo(json("['CreateDate', 'Document', 'IsDefaultVersion', 'VersionId']"));
        assertThat(seen.get("document")).isEqualTo(json("['Statement', 'Version']"));
        assertThat(seen.get("entities")).isEqualTo(json("['tyler']"));
        assertThat(seen.get("missing").asText())
                .isEqualTo("NoSuchEntity: Policy arn:aws:iam::aws:policy/job-function/Billings was not found.");
        assertThat(seen.get("after")).isEqualTo(json("[[], []]"));

        assertThat(seen.get("custom")).isEqualTo(json("""
                {'IsTruncated': false, 'EvaluationResults': [{
                  'EvalActionName': 's3:GetObject', 'EvalResourceName': '*', 'EvalDecision': 'implicitDeny',
                  'MatchedStatements': [], 'MissingContextValues': []}]}"""));
        String statement = """
                {'SourcePolicyId': '%s_odd', 'SourcePolicyType': 'IAM Policy',
                 'StartPosition': {'Line': 2, 'Column': 16}, 'EndPosition': {'Line': 2, 'Column': 86}}""";
        JsonNode result = seen.at("/principal/EvaluationResults/0");
        assertThat(result.get("MatchedStatements"))
                .containsExactlyInAnyOrder(
                        json(statement.formatted("user_tyler")), json(statement.formatted("group_devs")));
        assertThat(result.get("EvalDecisionDetails")).isEqualTo(json("{}"));
        assertThat(result.at("/ResourceSpecificResults/0/EvalResourceDecision").asText())
                .isEqualTo("allowed");
        assertThat(result.at("/ResourceSpecificResults/0/MissingContextValues")).isEqualTo(json("[]"));
        assertThat(seen.get("keys")).isEqualTo(json("['aws:username']"));
        assertThat(seen.get("malformed").asText())
                .isEqualTo("InvalidInput: Policy input list item 1 has invalid content");
    }
}
