// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.Packaged.Ran;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/** {@code sallyport simulate imds} and clients that are told nothing but where it is. */
@Tag("slow")
class PackagedImdsTest {
    @TempDir
    private Path directory;

    private Packaged product;
    private Packaged.Served server;
    private AwsCredentials admin;

    @BeforeEach
    void aServerWithARole() throws Exception {
        product = new Packaged(directory);
        admin = Packaged.administrator(product.init());
        server = product.serve();
        IamClient iam = Packaged.iam(server.uri(), admin);
        iam.createRole(in -> in.roleName("web").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}}]}"""));
        iam.putRolePolicy(in ->
                in.roleName("web").policyName("p").policyDocument(Simulations.policy("Allow", "iam:ListUsers", "*")));
        iam.createInstanceProfile(in -> in.instanceProfileName("webs"));
        iam.addRoleToInstanceProfile(in -> in.instanceProfileName("webs").roleName("web"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Packaged.Served simulate(String... options) throws Exception {
        return product.simulateImds(
                server.uri(),
                Map.of("AWS_ACCESS_KEY_ID", admin.accessKeyId(), "AWS_SECRET_ACCESS_KEY", admin.secretAccessKey()),
                options);
    }

    private Ran run(Map<String, String> where, String... command) throws Exception {
        Map<String, String> environment = new TreeMap<>(where);
        environment.put("HOME", directory.toString());
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("AWS_PAGER", "");
        return Packaged.run(directory, environment, List.of(command));
    }

    private Ran boto3(Map<String, String> where) throws Exception {
        return run(
                where,
                "/usr/bin/python3",
                "-c",
                "import boto3; print(boto3.client('iam', endpoint_url='" + server.uri()
                        + "').list_users()['Users'][0]['UserName'])");
    }

    @Test
    void awsAndBoto3AreTheRoleOfAnInstanceProfile() throws Exception {
        try (Packaged.Served imds = simulate("--instance-profile", "webs", "--instance-id", "i-0123456789abcdef0")) {
            Map<String, String> where =
                    Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", imds.uri().toString());
            String endpoint = server.uri().toString();
            Ran users = run(where, "/usr/bin/aws", "--endpoint-url", endpoint, "iam", "list-users");
            assertThat(users.json().at("/Users/0/UserName").asText()).isEqualTo("tyler");
            Ran who = run(where, "/usr/bin/aws", "--endpoint-url", endpoint, "sts", "get-caller-identity");
            assertThat(who.json().get("Arn").asText()).endsWith(":assumed-role/web/i-0123456789abcdef0");
            assertThat(boto3(where).out().strip()).isEqualTo("tyler");
            assertThat(imds.stop()).isZero();
        }
    }

    @Test
    void boto3IsTheRoleOfATask() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "sesame");
        try (Packaged.Served imds = simulate("--service", "ecs", "--role", "web", "--token-file", token.toString())) {
            Map<String, String> where = new TreeMap<>(
                    Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", imds.uri().toString()));
            assertThat(boto3(where).exit()).isNotZero();
            where.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "sesame");
            assertThat(boto3(where).out().strip()).isEqualTo("tyler");
        }
    }

    @Test
    void itNeedsKeysAndOneOfRoleAndProfile() throws Exception {
        String endpoint = URI.create("http://127.0.0.1:1").toString();
        assertThat(product.sallyport("simulate", "imds", "--endpoint", endpoint).exit())
                .isEqualTo(2);
        assertThat(product.sallyport(
                                "simulate", "imds", "--endpoint", endpoint, "--role", "a", "--instance-profile", "b")
                        .exit())
                .isEqualTo(2);
        Ran keyless = product.sallyport("simulate", "imds", "--endpoint", endpoint, "--role", "web");
        assertThat(keyless.exit()).isEqualTo(1);
        assertThat(keyless.err()).contains("AWS_ACCESS_KEY_ID");
    }
}
