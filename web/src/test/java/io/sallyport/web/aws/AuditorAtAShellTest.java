// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Both reports, read with Debian's {@code aws}. */
class AuditorAtAShellTest {
    @TempDir
    private Path home;

    /** The CLI signs with this machine's time. */
    private static void setClock(AwsServer server) {
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
    }

    @Test
    void awsReadsWhatWasLastAccessedAndTheCredentialReport() throws Exception {
        try (AwsServer server = new AwsServer()) {
            setClock(server);
            AwsServer.TestAccount account = server.account();
            AwsCredentials admin = account.admin();
            AwsCli aws = new AwsCli(home, server.uri(), admin.accessKeyId(), admin.secretAccessKey(), "");
            aws.does("iam", "create-user", "--user-name", "tyler");
            aws.does(
                    "iam",
                    "put-user-policy",
                    "--user-name",
                    "tyler",
                    "--policy-name",
                    "some",
                    "--policy-document",
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":[\"iam:Get*\",\"s3:*\"],"
                            + "\"Resource\":\"*\"}}");
            String arn = account.arn("user/admin");
            String job = aws.json(
                            "iam",
                            "generate-service-last-accessed-details",
                            "--arn",
                            arn,
                            "--granularity",
                            "ACTION_LEVEL")
                    .get("JobId")
                    .asText();
            JsonNode report =
                    aws.json("iam", "get-service-last-accessed-details", "--job-id", job, "--max-items", "1000");
            assertThat(report.get("JobStatus").asText()).isEqualTo("COMPLETED");
            JsonNode accessed = StreamSupport.stream(
                            report.get("ServicesLastAccessed").spliterator(), false)
                    .filter(service -> service.get("ServiceNamespace").asText().equals("iam"))
                    .findFirst()
                    .orElseThrow();
            assertThat(accessed.get("LastAuthenticatedEntity").asText()).isEqualTo(arn);
            assertThat(accessed.get("LastAuthenticatedRegion").asText()).isEqualTo("us-east-1");
            assertThat(accessed.get("TrackedActionsLastAccessed")).anySatisfy(action -> {
                assertThat(action.get("ActionName").asText()).isEqualTo("CreateUser");
                assertThat(action.get("LastAccessedEntity").asText()).isEqualTo(arn);
            });
            assertThat(aws.json(
                                    "iam",
                                    "get-service-last-accessed-details-with-entities",
                                    "--job-id",
                                    job,
                                    "--service-namespace",
                                    "iam")
                            .at("/EntityDetailsList/0/EntityInfo/Name")
                            .asText())
                    .isEqualTo("admin");
            assertThat(aws.json(
                                    "iam",
                                    "list-policies-granting-service-access",
                                    "--arn",
                                    account.arn("user/tyler"),
                                    "--service-namespaces",
                                    "s3",
                                    "ec2")
                            .at("/PoliciesGrantingServiceAccess/0/Policies/0/PolicyName")
                            .asText())
                    .isEqualTo("some");

            aws.does("iam", "generate-credential-report");
            String csv = new String(
                    Base64.getDecoder()
                            .decode(aws.json("iam", "get-credential-report")
                                    .get("Content")
                                    .asText()),
                    StandardCharsets.UTF_8);
            assertThat(csv.lines())
                    .hasSize(4)
                    .anySatisfy(line -> assertThat(line).startsWith("tyler," + account.arn("user/tyler")));
        }
    }
}
