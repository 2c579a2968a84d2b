// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/** Our managed policies, as AWS's own clients find, read and attach them. */
class SallyportPoliciesTest {
    private static final String DESK = "arn:aws:iam::aws:policy/sallyport/SallyportHelpDesk";

    @TempDir
    private Path home;

    @Test
    void awsListsReadsAndAttachesThem() throws Exception {
        try (AwsServer server = new AwsServer()) {
            // The CLI signs with this machine's time.
            server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
            AwsServer.TestAccount account = server.account();
            AwsCredentials admin = account.admin();
            AwsCli aws = new AwsCli(home, server.uri(), admin.accessKeyId(), admin.secretAccessKey(), "");
            JsonNode listed = aws.json("iam", "list-policies", "--scope", "AWS", "--path-prefix", "/sallyport/")
                    .get("Policies");
            List<String> names = new ArrayList<>();
            listed.forEach(policy -> names.add(policy.get("PolicyName").asText()));
            assertThat(names).containsExactlyInAnyOrder("SallyportAuditor", "SallyportHelpDesk", "SallyportOperator");
            JsonNode version = aws.json("iam", "get-policy-version", "--policy-arn", DESK, "--version-id", "v1");
            assertThat(version.at("/PolicyVersion/Document/Statement").findValuesAsText("Sid"))
                    .contains("TakeAwayWhatIsLost");
            aws.does("iam", "create-user", "--user-name", "dora");
            aws.does("iam", "attach-user-policy", "--user-name", "dora", "--policy-arn", DESK);
            assertThat(aws.json("iam", "list-attached-user-policies", "--user-name", "dora")
                            .at("/AttachedPolicies/0/PolicyName")
                            .asText())
                    .isEqualTo("SallyportHelpDesk");
            assertThat(aws.json("iam", "get-policy", "--policy-arn", DESK)
                            .at("/Policy/AttachmentCount")
                            .asInt())
                    .isEqualTo(1);
            aws.isRefused("iam", "delete-policy", "--policy-arn", DESK);

            IamClient root = server.iam(account.admin());
            IamClient dora = server.iam(AwsServer.credentials(
                    root.createAccessKey(key -> key.userName("dora")).accessKey()));
            assertThat(dora.listUsers().users()).hasSize(2);
            assertThat(dora.listMFADevices(in -> in.userName("admin")).mfaDevices())
                    .isEmpty();
            assertThatThrownBy(() -> dora.createUser(in -> in.userName("friend")))
                    .isInstanceOfSatisfying(
                            IamException.class,
                            refused -> assertThat(refused.awsErrorDetails().errorCode())
                                    .isEqualTo("AccessDenied"));
        }
    }
}
