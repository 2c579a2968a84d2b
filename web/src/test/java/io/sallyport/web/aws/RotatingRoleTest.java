// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.imds.ContainerServer;
import io.sallyport.simulators.imds.Instance;
import io.sallyport.simulators.imds.MetadataOptions;
import io.sallyport.simulators.imds.MetadataServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS's SDK for Java, given nothing but an address, follows a role whose credentials live for seconds. */
class RotatingRoleTest extends ServedAccount {
    /** In real time, for the SDK's own clock cannot be set. */
    private static final int LIFETIME_SECONDS = 6;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void aRole() {
        keepUp();
        iam.createRole(in -> in.roleName("web").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}}]}"""));
        iam.putRolePolicy(in ->
                in.roleName("web").policyName("p").policyDocument(Simulations.policy("Allow", "iam:ListUsers", "*")));
    }

    @AfterEach
    void forgetProperties() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private void property(String name, String value) {
        before.put(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    private static void keepUp() {
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
    }

    private MetadataOfInstance role(String service, String rest) {
        return new MetadataOfInstance(
                new JsonApi(server),
                account.admin(),
                "/api/v1/roles/web/credentials",
                "{'service': '" + service + "', 'durationSeconds': " + LIFETIME_SECONDS + ", " + rest + "}");
    }

    /** Calls without a pause, each of which has to succeed, until the second set of credentials has taken over. */
    private void callsGoOnWithTheNextCredentials(AwsCredentialsProvider provider) {
        Map<String, AwsCredentials> seen = new LinkedHashMap<>();
        try (IamClient calling = server.iam(provider)) {
            Instant end = Instant.now().plus(PATIENCE);
            while (seen.size() < 3 && Instant.now().isBefore(end)) {
                keepUp();
                assertThat(calling.listUsers().users()).hasSize(1);
                AwsCredentials now = provider.resolveCredentials();
                seen.put(now.accessKeyId(), now);
            }
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3);
        AwsCredentials first = seen.values().iterator().next();
        AwsCredentials second = seen.values().stream().skip(1).findFirst().orElseThrow();
        // The first have ended by now; the second are valid to their own end although there are third ones.
        assertRefused(() -> server.iam(first).listUsers(), 403, "ExpiredToken");
        try (StsClient sts = server.sts(second)) {
            assertThat(sts.getCallerIdentity().arn()).contains(":assumed-role/web/");
        }
    }

    @Test
    void theDefaultChainFollowsAContainersEndpoint(@TempDir Path directory) throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "sesame");
        try (ContainerServer container = ContainerServer.start(
                0,
                Optional.of("sesame"),
                role("ecs-tasks.amazonaws.com", "'sessionName': 'task1'"),
                server.clock(),
                new SecureRandom())) {
            property("aws.containerCredentialsFullUri", container.uri().toString());
            property("aws.containerAuthorizationTokenFile", token.toString());
            try (DefaultCredentialsProvider chain =
                    DefaultCredentialsProvider.builder().build()) {
                callsGoOnWithTheNextCredentials(chain);
            }
        }
    }

    /** 169.254.170.2 is where the relative one leads; the SDK lets it be moved. */
    @Test
    void theRelativeUriLeadsThereToo() throws Exception {
        try (ContainerServer container = ContainerServer.start(
                0,
                Optional.empty(),
                role("ecs-tasks.amazonaws.com", "'sessionName': 'task1'"),
                server.clock(),
                new SecureRandom())) {
            property(
                    "aws.containerServiceEndpoint",
                    container.uri().resolve("/").toString().replaceAll("/$", ""));
            property("aws.containerCredentialsPath", container.uri().getPath());
            try (ContainerCredentialsProvider provider =
                    ContainerCredentialsProvider.builder().build()) {
                assertThat(server.sts(provider.resolveCredentials())
                                .getCallerIdentity()
                                .arn())
                        .endsWith(":assumed-role/web/task1");
            }
        }
    }

    @Test
    void theDefaultChainFollowsInstanceMetadata() throws Exception {
        SecureRandom random = new SecureRandom();
        Instance instance = Instance.launch("us-east-1", random, Instant.now());
        try (MetadataServer metadata = MetadataServer.start(
                MetadataOptions.defaults(),
                instance,
                role("ec2.amazonaws.com", "'instanceId': '" + instance.id() + "'"),
                server.clock(),
                random)) {
            property("aws.ec2MetadataServiceEndpoint", metadata.uri().toString());
            property("aws.disableEc2MetadataV1", "true");
            try (DefaultCredentialsProvider chain =
                    DefaultCredentialsProvider.builder().build()) {
                callsGoOnWithTheNextCredentials(chain);
            }
        }
    }
}
