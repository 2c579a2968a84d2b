// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.web.aws.Packaged.Ran;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;

/** Programs that are given a file with a token and a role, as in a pod or a workflow, and find the way by themselves. */
class WebIdentityClientsTest extends FederatedAccount {
    @TempDir
    private Path directory;

    private Path token;

    @BeforeEach
    void writeToken() throws Exception {
        // Those clients sign by a clock of their own.
        server.clock().set(Instant.now().truncatedTo(ChronoUnit.SECONDS));
        IdentityProvider idp = IdentityProvider.at(server.clock().instant(), directory);
        publish(idp);
        token = Files.writeString(directory.resolve("token"), idp.token());
    }

    private Ran run(String... command) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME",
                directory.toString(),
                "LC_ALL",
                "C.UTF-8",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString(),
                "AWS_ROLE_ARN",
                account.arn("role/app"),
                "AWS_ROLE_SESSION_NAME",
                "pod-3",
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_PAGER",
                "",
                "AWS_EC2_METADATA_DISABLED",
                "true"));
        return Packaged.run(directory, environment, List.of(command));
    }

    private String session() {
        return "arn:aws:sts::" + account.id() + ":assumed-role/app/pod-3";
    }

    @Test
    void theSdkForJavaTakesTheFileAndRenewsItsSession() throws Exception {
        try (StsClient anonymous = server.stsOfNobody();
                StsWebIdentityTokenFileCredentialsProvider credentials =
                        StsWebIdentityTokenFileCredentialsProvider.builder()
                                .stsClient(anonymous)
                                .roleArn(account.arn("role/app"))
                                .roleSessionName("pod-3")
                                .webIdentityTokenFile(token)
                                .build();
                StsClient sts = client(credentials)) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo(session());
            assertThat(credentials.resolveCredentials().accessKeyId()).startsWith("ASIA");
        }
    }

    @Test
    void theSdkForJavaSaysWhyThereAreNone() throws Exception {
        Files.writeString(token, Files.readString(token).replaceFirst("\\.[^.]+\\.", ".e30."));
        try (StsClient anonymous = server.stsOfNobody();
                StsWebIdentityTokenFileCredentialsProvider credentials =
                        StsWebIdentityTokenFileCredentialsProvider.builder()
                                .stsClient(anonymous)
                                .roleArn(account.arn("role/app"))
                                .roleSessionName("pod-3")
                                .webIdentityTokenFile(token)
                                .build()) {
            assertThatThrownBy(credentials::resolveCredentials)
                    .isInstanceOf(InvalidIdentityTokenException.class)
                    .hasMessageContaining("Missing a required claim: iss");
        }
    }

    private StsClient client(AwsCredentialsProvider credentials) {
        return StsClient.builder()
                .endpointOverride(server.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Test
    void botoFindsTheFileByItself() throws Exception {
        Path script = directory.resolve("web_identity_file.py");
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("web_identity_file.py"), "web_identity_file.py")) {
            Files.copy(in, script);
        }
        assertThat(run(Scripts.PYTHON, script.toString(), server.uri().toString())
                        .json()
                        .textValue())
                .isEqualTo(session());
    }

    @Test
    void theCommandLineAssumesTheRoleWithoutAnyKey() throws Exception {
        Ran ran = run(
                "/usr/bin/aws",
                "sts",
                "assume-role-with-web-identity",
                "--role-arn",
                account.arn("role/app"),
                "--role-session-name",
                "pod-3",
                "--web-identity-token",
                "file://" + token,
                "--duration-seconds",
                "900",
                "--endpoint-url",
                server.uri().toString(),
                "--output",
                "json");
        assertThat(ran.json().path("AssumedRoleUser").path("Arn").textValue()).isEqualTo(session());
        assertThat(ran.json().path("Provider").textValue()).isEqualTo(provider());
        assertThat(Duration.between(
                        server.clock().instant(),
                        Instant.parse(ran.json()
                                .path("Credentials")
                                .path("Expiration")
                                .textValue())))
                .isEqualTo(Duration.ofMinutes(15));
    }
}
