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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Presigned by clients that nobody here wrote: the {@code aws eks get-token} of Debian's {@code aws}, and boto3. */
class PresignedByOthersTest extends ServedAccount {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void provesWhoTheyAreWithAKeyAndWithASession(boolean session, @TempDir Path directory) throws Exception {
        // They sign at their own time.
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        AwsCredentials who = session
                ? AwsServer.credentials(
                        server.sts(account.admin()).getSessionToken().credentials())
                : account.admin();
        Map<String, String> environment = who instanceof AwsSessionCredentials ofSession
                ? Map.of("AWS_SESSION_TOKEN", ofSession.sessionToken())
                : Map.of();

        JsonNode seen = Scripts.run(Scripts.PYTHON, "presigned.py", directory, who, server.uri(), environment);

        for (String asked : new String[] {"eks", "plain as JSON", "plain by POST", "again"}) {
            assertThat(seen.at("/" + asked + "/status").asInt())
                    .as(seen.toString())
                    .isEqualTo(200);
            assertThat(seen.at("/" + asked + "/type").asText()).isEqualTo("application/json");
            JsonNode said = JSON.readTree(seen.at("/" + asked + "/body").asText());
            // What Vault and the authenticator of EKS read.
            JsonNode result = said.at("/GetCallerIdentityResponse/GetCallerIdentityResult");
            assertThat(result.get("Arn").asText()).isEqualTo(account.arn("user/admin"));
            assertThat(result.get("Account").asText()).isEqualTo(account.id().value());
            assertThat(result.get("UserId").asText()).startsWith("AIDA");
            assertThat(said.at("/GetCallerIdentityResponse/ResponseMetadata/RequestId")
                            .asText())
                    .isNotEmpty();
        }
        assertThat(seen.at("/plain/type").asText()).isEqualTo("text/xml");
        assertThat(seen.at("/plain/body").asText())
                .startsWith("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">")
                .contains("<Arn>" + account.arn("user/admin") + "</Arn>");
        for (String spoilt : new String[] {"eks without its header", "eks of another cluster"}) {
            assertThat(seen.at("/" + spoilt + "/status").asInt()).isEqualTo(403);
            JsonNode error = JSON.readTree(seen.at("/" + spoilt + "/body").asText());
            assertThat(error.at("/Error/Code").asText()).isEqualTo("SignatureDoesNotMatch");
            assertThat(error.at("/Error/Type").asText()).isEqualTo("Sender");
        }
    }
}
