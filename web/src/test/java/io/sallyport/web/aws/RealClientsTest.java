// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.web.aws.Credentials.Known;
import io.sallyport.web.aws.Credentials.Lookup;
import io.sallyport.web.aws.Credentials.Reason;
import io.sallyport.web.aws.Credentials.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What nobody here wrote signs and reads: the AWS SDK for Java over HTTP, and the AWS CLI. */
class RealClientsTest {
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String TOKEN = "FwoGZXIvYXdz/+=";
    private static final Path CLI = Path.of("/usr/bin/aws");

    private final List<CreateUserRequest> created = new ArrayList<>();

    @TempDir
    private Path home;

    private LoopbackEndpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        Actions<Verified<String>> actions = Actions.<Verified<String>>builder()
                .changes(
                        "CreateUser",
                        CreateUserRequest.class,
                        Authorisation.onArn((caller, in) -> "arn:aws:iam::1:user/" + in.userName()),
                        (caller, in) -> {
                            created.add(in);
                            return CreateUserResponse.builder()
                                    .user(User.builder()
                                            .userName(in.userName())
                                            .tags(in.tags())
                                            .build())
                                    .build();
                        })
                .changes(
                        "UpdateRole",
                        UpdateRoleRequest.class,
                        Authorisation.signatureOnly(),
                        (caller, in) -> UpdateRoleResponse.builder().build())
                .reads(
                        "GetCallerIdentity",
                        GetCallerIdentityRequest.class,
                        Authorisation.signatureOnly(),
                        (caller, in) -> GetCallerIdentityResponse.builder()
                                .userId(caller.accessKeyId())
                                .arn(caller.principal())
                                .account(caller.region())
                                .build())
                .build();
        endpoint = new LoopbackEndpoint(actions, RealClientsTest::lookup);
    }

    private static Lookup<String> lookup(String accessKeyId, @Nullable String securityToken) {
        return accessKeyId.equals(KEY)
                ? new Known<>(SigningSecret.of(SECRET.getBytes(StandardCharsets.UTF_8)), "token " + securityToken)
                : new Refused<>(Reason.UNKNOWN);
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private IamClient iam(AwsCredentials credentials) {
        return IamClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint.uri())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    private StsClient sts(AwsCredentials credentials, Region region) {
        return StsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(endpoint.uri())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    @Test
    void sdkSignsWhatWeAccept() {
        try (IamClient iam = iam(AwsBasicCredentials.create(KEY, SECRET))) {
            Tag tag = Tag.builder().key("team").value("a b+c/d é").build();

            User user = iam.createUser(request -> request.userName("tyler").tags(tag))
                    .user();

            assertThat(user.userName()).isEqualTo("tyler");
            assertThat(user.tags()).containsExactly(tag);
        }
    }

    @Test
    void sdkSignsTheSessionToken() {
        AwsCredentials session = AwsSessionCredentials.create(KEY, SECRET, TOKEN);
        try (StsClient sts = sts(session, Region.EU_CENTRAL_1)) {
            GetCallerIdentityResponse identity = sts.getCallerIdentity();

            assertThat(identity.userId()).isEqualTo(KEY);
            assertThat(identity.arn()).isEqualTo("token " + TOKEN);
            assertThat(identity.account()).isEqualTo("eu-central-1");
        }
    }

    @Test
    void sdkUnderstandsOurRefusals() {
        try (IamClient iam = iam(AwsBasicCredentials.create(KEY, "wrong"))) {
            assertThatThrownBy(() -> iam.createUser(request -> request.userName("tyler")))
                    .isInstanceOfSatisfying(IamException.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(403);
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
                        assertThat(e.requestId()).isEqualTo("r-1");
                    });
        }
        assertThat(created).isEmpty();
    }

    @Test
    void sdkReportsAnActionThatIsNotBound() {
        try (IamClient iam = iam(AwsBasicCredentials.create(KEY, SECRET))) {
            assertThatThrownBy(iam::listUsers)
                    .isInstanceOf(IamException.class)
                    .hasMessageContaining("Could not find operation ListUsers for version 2010-05-08");
        }
    }

    private record Ran(int exit, String out) {}

    private Ran aws(Map<String, String> environment, String... arguments) throws Exception {
        assertThat(CLI).as("install Debian's package awscli").exists();
        List<String> command = new ArrayList<>(List.of(CLI.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--endpoint-url", endpoint.uri().toString(), "--output", "json"));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().clear();
        process.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "PATH", "/usr/bin:/bin",
                        "LC_ALL", "C.UTF-8",
                        "AWS_ACCESS_KEY_ID", KEY,
                        "AWS_SECRET_ACCESS_KEY", SECRET,
                        "AWS_DEFAULT_REGION", "us-east-1",
                        "AWS_MAX_ATTEMPTS", "1",
                        "AWS_EC2_METADATA_DISABLED", "true"));
        process.environment().putAll(environment);
        Process aws = process.start();
        aws.getOutputStream().close();
        String out = new String(aws.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(aws.waitFor(), out);
    }

    @Test
    void cliSignsWhatWeAcceptAndReadsWhatWeWrite() throws Exception {
        Ran ran = aws(
                Map.of(),
                "iam",
                "create-user",
                "--user-name",
                "tyler",
                "--tags",
                "Key=team,Value=a b+c/d é",
                "Key=k,Value=");

        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("\"UserName\": \"tyler\"");
        assertThat(created)
                .singleElement()
                .satisfies(request -> assertThat(request.tags())
                        .containsExactly(
                                Tag.builder().key("team").value("a b+c/d é").build(),
                                Tag.builder().key("k").value("").build()));
    }

    @Test
    void cliSignsTheSessionToken() throws Exception {
        Ran ran = aws(
                Map.of("AWS_SESSION_TOKEN", TOKEN, "AWS_DEFAULT_REGION", "ap-southeast-2"),
                "sts",
                "get-caller-identity");

        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("token " + TOKEN).contains("ap-southeast-2");
    }

    @Test
    void cliReadsTheEmptyResultOfUpdateRole() throws Exception {
        Ran ran = aws(Map.of(), "iam", "update-role", "--role-name", "reader");

        assertThat(ran.exit()).as(ran.out()).isZero();
    }

    @Test
    void cliPrintsOurRefusals() throws Exception {
        assertThat(aws(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"), "sts", "get-caller-identity")
                        .out())
                .contains("(SignatureDoesNotMatch) when calling the GetCallerIdentity operation");
        assertThat(aws(Map.of("AWS_ACCESS_KEY_ID", "AKIAUNKNOWN"), "sts", "get-caller-identity")
                        .out())
                .contains("(InvalidClientTokenId)")
                .contains("The security token included in the request is invalid.");
        assertThat(aws(Map.of(), "iam", "create-user", "--user-name", "a b").out())
                .contains("(ValidationError)")
                .contains("The specified value for userName is invalid.");
        assertThat(aws(Map.of(), "iam", "create-user", "--user-name", "x".repeat(65))
                        .out())
                .contains(
                        "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have"
                                + " length less than or equal to 64");
        assertThat(created).isEmpty();
    }
}
