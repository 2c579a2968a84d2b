// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Clients that assume a role by themselves, with a code of the caller's app: Debian's {@code aws}, the SDK for Java. */
class RoleClientsTest extends ServedRoles {
    private static final String MFA = "\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}";

    @TempDir
    private Path home;

    private AwsCredentials marla;
    private VirtualMFADevice app;
    private AppCodes codes;
    private String role;

    @BeforeEach
    void addUserAndRole() {
        // Clients sign at their own time.
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        marla = newUser("marla");
        app = enabledApp("marla", "phone");
        codes = new AppCodes(app.base32StringSeed().asUtf8String());
        server.clock().forward(AppCodes.STEP);
        role = newRole("ops", trusting("{\"AWS\": \"" + account.arn("user/marla") + "\"}", MFA));
    }

    private String code() {
        return codes.at(server.clock().instant());
    }

    @Test
    void awsAsksForTheCodeAndAssumesTheRoleOfItsProfile() throws Exception {
        Path aws = Files.createDirectories(home.resolve(".aws"));
        Files.writeString(aws.resolve("credentials"), """
                [marla]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                """.formatted(marla.accessKeyId(), marla.secretAccessKey()));
        Files.writeString(aws.resolve("config"), """
                [profile ops]
                role_arn = %s
                source_profile = marla
                mfa_serial = %s
                role_session_name = marla-cli
                region = us-east-1
                """.formatted(role, app.serialNumber()));
        // This aws has no setting for the endpoint that it assumes roles at, but reads the rules for it from here.
        Path rules = Files.createDirectories(aws.resolve("models/sts/2011-06-15"));
        Files.writeString(rules.resolve("endpoint-rule-set-1.json"), """
                {"version": "1.0", "parameters": {
                  "Region": {"builtIn": "AWS::Region", "required": false, "documentation": "", "type": "String"},
                  "Endpoint": {"builtIn": "SDK::Endpoint", "required": false, "documentation": "", "type": "String"}},
                 "rules": [{"conditions": [], "type": "endpoint",
                   "endpoint": {"url": "%s", "properties": {}, "headers": {}}}]}""".formatted(server.uri()));

        assertThat(aws(code(), "iam", "list-users", "--query", "Users[].UserName"))
                .contains("\"admin\"", "\"marla\"");
        // The next command uses the credentials that the first one kept.
        assertThat(aws("", "sts", "get-caller-identity"))
                .contains("arn:aws:sts::" + account.id() + ":assumed-role/ops/marla-cli");
    }

    private String aws(String typed, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/aws"));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--profile",
                "ops",
                "--output",
                "json",
                "--endpoint-url",
                server.uri().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(home.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("AWS_PAGER", "");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        Process process = builder.start();
        process.outputWriter(StandardCharsets.UTF_8).append(typed).append('\n').close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(home.resolve("err"))).isZero();
        return out;
    }

    @Test
    void theSdksProviderAssumesTheRoleByItself() {
        try (StsAssumeRoleCredentialsProvider provider = StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(server.sts(marla))
                        .refreshRequest(in -> in.roleArn(role)
                                .roleSessionName("marla-sdk")
                                .serialNumber(app.serialNumber())
                                .tokenCode(code()))
                        .build();
                IamClient ops = IamClient.builder()
                        .endpointOverride(server.uri())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(provider)
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            assertThat(ops.listUsers().users()).hasSize(2);
            assertRefused(ops::listRoles, 403, "AccessDenied");
        }
        assertRefused(() -> assumed(marla, role), 403, "AccessDenied");
    }
}
