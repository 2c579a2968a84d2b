// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.ctap.TcpKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.web.aws.Packaged.Ran;
import io.sallyport.web.cli.signin.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** {@code sallyport credentials --key} in a process of its own, and the stock programs of AWS that start it. */
@Tag("slow")
class PackagedKeyCredentialsTest extends ServedAccount {
    private final AtomicInteger touches = new AtomicInteger();

    @TempDir
    private Path home;

    private AwsCredentials marla;
    /** What she does when her key blinks. */
    private volatile Presence.Answer person = Presence.Answer.TOUCHED;

    private LoopbackPort key;

    @BeforeEach
    void marlaMayListUsersByHerKey() throws Exception {
        // The processes live in real time.
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        marla = newUser("marla");
        iam.putUserPolicy(in -> in.userName("marla").policyName("key").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*",
                 "Condition": {"Bool": {"sallyport:MfaPhishingResistant": "true"}}}}"""));
        key = plug(waiting -> {
            touches.incrementAndGet();
            return person;
        });
        enrol();
        touches.set(0);
        Files.writeString(Files.createDirectory(home.resolve(".aws")).resolve("credentials"), """
                [long-term]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                """.formatted(
                        marla.accessKeyId(), marla.secretAccessKey()));
    }

    @AfterEach
    void unplug() throws IOException {
        key.close();
    }

    private static LoopbackPort plug(Presence presence) throws IOException {
        return SimulatedSecurityKey.builder(
                        new Environment(Clock.systemUTC(), new SecureRandom(), presence, Storage.inMemory()))
                .build()
                .attachTcp(0);
    }

    private static String device(LoopbackPort of) {
        return "ctaphid:127.0.0.1:" + of.port();
    }

    /** As her browser does, since nobody but she may. */
    private void enrol() throws Exception {
        String password = "Correct-horse-9";
        iam.createLoginProfile(in -> in.userName("marla").password(password));
        Person person = Person.user(server.uri(), account.id().value(), "marla", password);
        assertThat(person.enterPassword().text("status")).isEqualTo("SIGNED_IN");
        Person.Reply begun = person.device(Map.of("type", "key"));
        String origin = "http://localhost:" + server.uri().getPort();
        try (SecurityKey open = SecurityKey.open(TcpKey.parse(device(key)).open(), Clock.systemUTC())) {
            String credential = open.register(begun.json().get("publicKey").toString(), origin);
            assertThat(person.finishKey(begun, "keyring", credential).status()).isEqualTo(200);
        }
    }

    private List<String> credentials(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Packaged.launcher(), "credentials", "--endpoint", server.uri().toString(), "--profile", "long-term"));
        command.addAll(List.of(options));
        return command;
    }

    private Ran run(List<String> command) throws Exception {
        return Packaged.run(
                home,
                Map.of(
                        "HOME", home.toString(),
                        "XDG_CACHE_HOME", "",
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_PAGER", "",
                        "AWS_EC2_METADATA_DISABLED", "true"),
                command);
    }

    private void configure(String profile, String credentialProcess) throws IOException {
        Files.writeString(home.resolve(".aws/config"), """
                [profile %s]
                credential_process = %s
                """.formatted(profile, credentialProcess));
    }

    private Ran listUsers(String profile) throws Exception {
        return run(List.of(
                "/usr/bin/aws",
                "--profile",
                profile,
                "--endpoint-url",
                server.uri().toString(),
                "iam",
                "list-users"));
    }

    @Test
    void awsAndBoto3AreASessionThatATouchOpenedAndTouchIsAskedOnce() throws Exception {
        configure("key", String.join(" ", credentials("--key", "--device", device(key))));

        assertThat(listUsers("key").json().get("Users")).hasSize(2);
        assertThat(touches).as("one touch").hasValue(1);
        Ran boto3 = run(List.of("/usr/bin/python3", "-c", """
                import boto3
                iam = boto3.Session(profile_name="key").client("iam", endpoint_url="%s")
                print(len(iam.list_users()["Users"]))
                """.formatted(server.uri())));
        assertThat(boto3.out().strip()).as(boto3.err()).isEqualTo("2");
        assertThat(touches).as("the session was kept").hasValue(1);
    }

    @Test
    void ofACodeTheSamePolicyRefusesTheSession() throws Exception {
        VirtualMFADevice app = enabledApp("marla", "phone");
        String code = new AppCodes(app.base32StringSeed().asUtf8String())
                .at(server.clock().instant().plus(AppCodes.STEP));
        Path typed = Files.writeString(home.resolve("code"), code + "\n");
        Path script = Files.writeString(
                home.resolve("ask"),
                String.join(" ", credentials("--mfa-serial", app.serialNumber(), "--code-stdin")) + " < " + typed
                        + "\n");
        configure("code", "/bin/sh " + script);

        Ran refused = listUsers("code");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("AccessDenied", "iam:ListUsers");
    }

    @Test
    void theCommandPrintsWhatACredentialProcessPrintsAndNothingElse() throws Exception {
        JsonNode printed =
                run(credentials("--key", "--device", device(key), "--no-cache")).json();
        assertThat(printed.get("Version").asInt()).isEqualTo(1);
        assertThat(printed.get("AccessKeyId").asText()).startsWith("ASIA");
        assertThat(printed.hasNonNull("Expiration")).isTrue();
    }

    private void assertRefused(Ran ran, int exit, String words) {
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(exit);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(words).doesNotContain("unexpected", marla.secretAccessKey());
        assertThat(ran.err().lines().filter(line -> line.startsWith("sallyport")))
                .as(ran.err())
                .hasSize(1);
    }

    @Test
    void aKeyThatWillNotDoIsRefusedInALine() throws Exception {
        try (LoopbackPort stranger = plug(Presence.eager())) {
            assertRefused(
                    run(credentials("--key", "--device", device(stranger))), 1, "it holds no credential for this");
        }
        person = Presence.Answer.DECLINED;
        assertRefused(run(credentials("--key", "--device", device(key))), 1, "its holder declined");
        assertRefused(run(credentials("--key", "--device", "ctaphid:127.0.0.1:1")), 1, "ctaphid:127.0.0.1:1");
        assertRefused(run(credentials("--key", "--mfa-serial", "x")), 2, "not both");
        assertRefused(run(credentials("--mfa-serial", "x", "--device", device(key))), 2, "--key");
    }
}
