// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/**
 * A prepared account's credential report, byte for byte. {@code credential-report.csv} was written by hand from the IAM
 * User Guide ("Generate credential reports for your AWS account") and from what AWS was recorded to answer where the
 * guide is silent: the words for what is not there, the order of users, keys and certificates, no line feed at the end.
 */
class CredentialReportBytesTest {
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final String PASSWORD = "correct-Horse-9";

    private AwsServer server;
    private AwsServer.TestAccount account;
    private IamClient iam;

    @BeforeEach
    void start() throws IOException {
        server = new AwsServer();
        account = server.account(ACCOUNT);
        iam = server.iam(account.admin());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void aMinuteLater() {
        server.clock().forward(Duration.ofMinutes(1));
    }

    private AwsCredentials newKey(String user) {
        return AwsServer.credentials(
                iam.createAccessKey(in -> in.userName(user)).accessKey());
    }

    private String newCertificate(String user) {
        return iam.uploadSigningCertificate(in -> in.userName(user)
                        .certificateBody(TestCertificates.selfSigned().pem()))
                .certificate()
                .certificateId();
    }

    private void signIn(String who) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/api/v1/signin"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{" + who + ",\"password\":\"" + PASSWORD + "\"}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("SIGNED_IN");
    }

    /** No action of the AWS API gives root a password or a device. */
    private void furnishRoot() throws Exception {
        aMinuteLater(); // 12:01:05
        UniqueId root = UniqueId.ofRoot(ACCOUNT);
        PasswordHash hash = new Passwords(new SecureRandom(), 1).hash(Password.of(PASSWORD));
        server.accounts().write(ACCOUNT, in -> {
            in.loginProfiles()
                    .add(new LoginProfile(root, hash, false, server.clock().instant()), "root");
            return true;
        });
        aMinuteLater(); // 12:02:05
        signIn("\"email\":\"root-" + ACCOUNT + "@example.com\"");
        VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("roots"))
                .virtualMFADevice();
        server.accounts().write(ACCOUNT, in -> {
            CodeDevice device = (CodeDevice) in.mfaDevices().require(new MfaSerial(app.serialNumber()));
            return in.mfaDevices().assign(device, root, server.clock().instant());
        });
        aMinuteLater(); // 12:03:05
        server.iam(account.root()).listUsers();
    }

    private void furnishUsers() throws Exception {
        aMinuteLater(); // 12:04:05
        iam.createUser(in -> in.userName("Anna").path("/team/"));
        iam.createLoginProfile(in -> in.userName("Anna").password(PASSWORD));

        aMinuteLater(); // 12:05:05
        iam.createUser(in -> in.userName("bob"));
        AwsCredentials old = newKey("bob");
        aMinuteLater(); // 12:06:05
        AwsCredentials young = newKey("bob");
        aMinuteLater(); // 12:07:05
        server.sts(young).getCallerIdentity();
        iam.updateAccessKey(
                in -> in.userName("bob").accessKeyId(old.accessKeyId()).status(StatusType.INACTIVE));

        aMinuteLater(); // 12:08:05
        iam.createUser(in -> in.userName("carl"));
        String first = newCertificate("carl");
        aMinuteLater(); // 12:09:05
        newCertificate("carl");
        iam.updateSigningCertificate(
                in -> in.userName("carl").certificateId(first).status(StatusType.INACTIVE));

        aMinuteLater(); // 12:10:05
        iam.createUser(in -> in.userName("dora"));
        iam.createLoginProfile(in -> in.userName("dora").password("another-Horse-9"));
        aMinuteLater(); // 12:11:05
        iam.updateLoginProfile(in -> in.userName("dora").password(PASSWORD));
        aMinuteLater(); // 12:12:05
        signIn("\"account\":\"" + ACCOUNT + "\",\"user\":\"dora\"");
        VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("doras"))
                .virtualMFADevice();
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.enableMFADevice(in -> in.userName("dora")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant())));

        aMinuteLater(); // 12:13:05
        iam.createUser(in -> in.userName("eve"));
        iam.createLoginProfile(in -> in.userName("eve").password(PASSWORD));
        iam.createUser(in -> in.userName("fred"));
        iam.createLoginProfile(in -> in.userName("fred").password(PASSWORD));

        aMinuteLater(); // 12:14:05
        iam.deleteLoginProfile(in -> in.userName("eve"));
        iam.deleteUser(in -> in.userName("eve"));
        iam.deleteLoginProfile(in -> in.userName("fred"));
        iam.createUser(in -> in.userName("gina"));
        AwsCredentials rotated = newKey("gina");
        aMinuteLater(); // 12:15:05
        newKey("gina");
        aMinuteLater(); // 12:16:05
        iam.deleteAccessKey(in -> in.userName("gina").accessKeyId(rotated.accessKeyId()));
        AwsCredentials used = newKey("gina");
        newCertificate("gina");
        aMinuteLater(); // 12:17:05
        Refusals.assertRefused(() -> server.iam(used).listUsers(), 403, "AccessDenied");

        aMinuteLater(); // 12:18:05
        iam.createUser(in -> in.userName("zed").path("/a/b/"));
    }

    @Test
    void isWhatWasWrittenDownByHand() throws Exception {
        String byHand;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("credential-report.csv"))) {
            byHand = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        iam.updateAccountPasswordPolicy(in -> in.minimumPasswordLength(8).maxPasswordAge(90));
        furnishRoot();
        furnishUsers();
        server.clock().forward(Duration.ofMinutes(2)); // 12:20:05
        iam.generateCredentialReport(in -> {});
        assertThat(iam.getCredentialReport(in -> {}).content().asUtf8String()).isEqualTo(byHand);
    }
}
