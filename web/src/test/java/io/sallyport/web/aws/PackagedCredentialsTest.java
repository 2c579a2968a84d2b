// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.web.aws.Packaged.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** {@code sallyport credentials} in a process of its own, and Debian's {@code aws} that starts it. */
@Tag("slow")
class PackagedCredentialsTest extends ServedAccount {
    @TempDir
    private Path home;

    private AwsCredentials marla;
    private VirtualMFADevice app;
    private AppCodes codes;

    @BeforeEach
    void marlaMayListUsersWithMfa() throws IOException {
        // The processes live in real time.
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        marla = newUser("marla");
        app = enabledApp("marla", "phone");
        codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.putUserPolicy(in -> in.userName("marla").policyName("mfa").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*",
                 "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}"""));
        Path aws = Files.createDirectory(home.resolve(".aws"));
        Files.writeString(aws.resolve("credentials"), """
                # of no use by themselves
                [other]
                aws_access_key_id = AKIAIOSFODNN7EXAMPLE
                [long-term]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                """.formatted(marla.accessKeyId(), marla.secretAccessKey()));
    }

    /** The first code after those that enabled the device. */
    private String code() {
        return codes.at(server.clock().instant().plus(AppCodes.STEP));
    }

    private String wrongCode() {
        return codes.at(server.clock().instant().minus(Duration.ofHours(1)));
    }

    private List<String> credentials(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Packaged.launcher(), "credentials", "--endpoint", server.uri().toString()));
        command.addAll(List.of(options));
        return command;
    }

    private List<String> ofMarla(String... options) {
        List<String> command = credentials("--profile", "long-term", "--mfa-serial", app.serialNumber());
        command.addAll(List.of(options));
        return command;
    }

    private Ran run(List<String> command) throws Exception {
        return run(Map.of(), command);
    }

    private Ran run(Map<String, String> more, List<String> command) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOME", home.toString(),
                "XDG_CACHE_HOME", "",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_PAGER", "",
                "AWS_EC2_METADATA_DISABLED", "true"));
        environment.putAll(more);
        return Packaged.run(home, environment, command);
    }

    private Ran runWith(String code, List<String> command) throws Exception {
        return run(piped(code, command));
    }

    private static List<String> piped(String code, List<String> command) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "echo " + code + " | exec \"$0\" \"$@\""));
        all.addAll(command);
        return all;
    }

    private void assertRefused(Ran ran, int exit, String... words) {
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(exit);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).as(ran.err()).hasSize(1);
        assertThat(ran.err()).contains(words).doesNotContain("unexpected", marla.secretAccessKey());
    }

    private Path directory() {
        return home.resolve(".cache/sallyport");
    }

    private List<Path> kept() throws IOException {
        if (Files.notExists(directory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> !file.toString().endsWith(".lock")).toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** For {@code aws --profile mfa}. */
    private void configure(String credentialProcess) throws IOException {
        Files.writeString(home.resolve(".aws/config"), """
                [profile mfa]
                credential_process = %s
                """.formatted(credentialProcess));
    }

    private List<String> listUsers() {
        return List.of(
                "/usr/bin/aws",
                "--profile",
                "mfa",
                "--endpoint-url",
                server.uri().toString(),
                "iam",
                "list-users");
    }

    @Test
    void awsIsASessionWithMfaAndTheCodeIsReadOnce() throws Exception {
        Path code = Files.writeString(home.resolve("code"), code() + "\n");
        Path script =
                Files.writeString(home.resolve("ask"), String.join(" ", ofMarla("--code-stdin")) + " < " + code + "\n");
        configure("/bin/sh " + script);

        Ran first = run(listUsers());
        Files.writeString(code, "000000\n");
        Ran second = run(listUsers());

        assertThat(first.json().get("Users")).hasSize(2);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(kept()).singleElement().satisfies(file -> {
            assertThat(mode(file)).isEqualTo("rw-------");
            assertThat(mode(directory())).isEqualTo("rwx------");
            assertThat(file.getFileName().toString()).matches("[0-9a-f]{64}\\.json");
            assertThat(Files.readString(file)).doesNotContain(marla.accessKeyId(), marla.secretAccessKey());
        });
    }

    @Test
    void whoeverStartsAwsAtATerminalIsAskedThereAndNotAgain() throws Exception {
        configure(String.join(" ", ofMarla()));
        List<String> atTerminal = List.of("script", "-qefc", String.join(" ", listUsers()), "/dev/null");

        Ran asked = runWith(code(), atTerminal);
        Ran again = run(atTerminal);

        assertThat(asked.exit()).as(asked.out()).isZero();
        assertThat(asked.out()).contains("MFA code for " + app.serialNumber() + ": ", "\"UserName\": \"marla\"");
        assertThat(again.exit()).as(again.out()).isZero();
        assertThat(again.out()).contains("\"UserName\": \"marla\"").doesNotContain("MFA code");
    }

    @Test
    void withoutATerminalItSaysHowElse() throws Exception {
        List<String> command = new ArrayList<>(List.of("setsid", "-w"));
        command.addAll(ofMarla());

        assertRefused(run(command), 1, "no terminal", "--code-stdin");
    }

    @Test
    void aWrongCodeIsOneLineAndNothingIsKept() throws Exception {
        assertRefused(
                runWith(wrongCode(), ofMarla("--code-stdin")), 1, "GetSessionToken", "invalid MFA one time pass code");
        assertRefused(runWith("12345", ofMarla("--code-stdin")), 1, "six digits");
        assertRefused(run(ofMarla("--code-stdin")), 1, "six digits");
        assertThat(kept()).isEmpty();

        assertThat(runWith(code(), ofMarla("--code-stdin"))
                        .json()
                        .get("Version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aRoleIsAssumedWithKeysOfTheEnvironmentAndItsCredentialsAreAllThatIsPrinted() throws Exception {
        String role = iam.createRole(
                        in -> in.roleName("guarded").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "%s"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"},
                 "StringEquals": {"sts:ExternalId": "blue"}}}}""".formatted(account.arn("user/marla"))))
                .role()
                .arn();
        Path cache = home.resolve("made/by/it/role.json");
        List<String> command = credentials(
                "--mfa-serial",
                app.serialNumber(),
                "--role-arn",
                role,
                "--role-session-name",
                "desk",
                "--external-id",
                "blue",
                "--duration",
                "900",
                "--cache",
                cache.toString(),
                "--code-stdin");
        Map<String, String> keys =
                Map.of("AWS_ACCESS_KEY_ID", marla.accessKeyId(), "AWS_SECRET_ACCESS_KEY", marla.secretAccessKey());

        Ran ran = run(keys, piped(code(), command));
        JsonNode shown = ran.json();

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(shown.fieldNames())
                .toIterable()
                .containsExactly("Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration");
        assertThat(Instant.parse(shown.get("Expiration").asText()))
                .isBetween(
                        server.clock().instant().plusSeconds(899),
                        server.clock().instant().plusSeconds(901));
        AwsCli session = new AwsCli(
                home,
                server.uri(),
                shown.get("AccessKeyId").asText(),
                shown.get("SecretAccessKey").asText(),
                shown.get("SessionToken").asText());
        assertThat(session.json("sts", "get-caller-identity").get("Arn").asText())
                .isEqualTo("arn:aws:sts::" + account.id() + ":assumed-role/guarded/desk");
        assertThat(run(keys, command).out()).as("from the cache").isEqualTo(ran.out());
        assertThat(mode(cache)).isEqualTo("rw-------");
        assertThat(kept()).isEmpty();
    }

    @Test
    void twoAtOnceNeedOneCode() throws Exception {
        String one = String.join(" ", ofMarla("--code-stdin"));

        Ran both = run(List.of(
                "/bin/sh", "-c", "echo " + code() + " | " + one + " & echo " + code() + " | " + one + " & wait"));

        assertThat(both.err()).isEmpty();
        assertThat(both.out().lines()).hasSize(2);
        assertThat(both.out().lines().distinct()).hasSize(1);
    }

    @Test
    void withNoCacheTheCodeIsWantedEachTime() throws Exception {
        List<String> command = ofMarla("--no-cache", "--code-stdin");

        assertThat(runWith(code(), command).json().hasNonNull("SessionToken")).isTrue();
        assertRefused(runWith(code(), command), 1, "invalid MFA one time pass code");
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatCannotWorkIsRefusedInALineThatSaysWhatToDo() throws Exception {
        assertRefused(run(credentials("--profile", "long-term")), 2, "--mfa-serial", "--role-arn");
        assertRefused(runWith(code(), ofMarla("--code-stdin", "--cache", "/")), 1, "is a directory");
        assertRefused(run(ofMarla("--external-id", "x")), 2, "--role-arn");
        assertRefused(run(ofMarla("--cache", "x", "--no-cache")), 2, "--no-cache");
        assertRefused(
                run(List.of(Packaged.launcher(), "credentials", "--endpoint", "localhost:1", "--role-arn", "x")),
                2,
                "--endpoint");
        assertRefused(run(credentials("--mfa-serial", "x")), 1, "AWS_ACCESS_KEY_ID", "--profile");
        assertRefused(run(credentials("--profile", "nobody", "--mfa-serial", "x")), 1, "'nobody'");
        assertRefused(run(credentials("--profile", "other", "--mfa-serial", "x")), 1, "aws_secret_access_key");
        Map<String, String> elsewhere =
                Map.of("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
        assertRefused(run(elsewhere, ofMarla("--code-stdin")), 1, "AWS_SHARED_CREDENTIALS_FILE");
        Path file = Files.writeString(home.resolve("file"), "");
        assertRefused(runWith(code(), ofMarla("--code-stdin", "--cache", file + "/x")), 1, "cannot keep");
        List<String> nobody = new ArrayList<>(ofMarla("--code-stdin"));
        nobody.set(3, "http://127.0.0.1:1");
        assertRefused(runWith(code(), nobody), 1, "cannot reach http://127.0.0.1:1");
        assertThat(runWith(code(), ofMarla("--code-stdin")).exit())
                .as("no code was spent")
                .isZero();
    }
}
