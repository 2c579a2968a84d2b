// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.RawRequest.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;

/** Who may not come in over HTTP, and what a session may not do, in AWS's XML and words. */
class SignatureRefusalsTest extends ServedAccount {
    private static final String LIST_USERS = "Action=ListUsers&Version=2010-05-08";
    private static final String WHO = "Action=GetCallerIdentity&Version=2011-06-15";
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key"
                    + " and signing method. Consult the service documentation for details.";
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";

    private static Instant now() {
        return server.clock().instant();
    }

    private HttpMessage signed(String body) {
        return RawRequest.signed(account.admin(), now(), body);
    }

    private static void assertReply(HttpMessage message, int status, String code, String text) throws IOException {
        Reply reply = RawRequest.send(server.uri(), message);
        assertThat(reply.code()).as(reply.body()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.message()).isEqualTo(text);
        assertThat(reply.head()).containsIgnoringCase("content-type: text/xml");
        assertThat(reply.body()).startsWith("<ErrorResponse xmlns=\"").contains("<Type>Sender</Type>", "<RequestId>");
    }

    @Test
    void whatIsSignedRightIsAnswered() throws IOException {
        assertThat(RawRequest.send(server.uri(), signed(LIST_USERS)).status()).isEqualTo(200);
        assertThat(RawRequest.send(server.uri(), signed(WHO)).status()).isEqualTo(200);
    }

    @Test
    void aClockMayBeFifteenMinutesOffAndNotASecondMore() throws IOException {
        for (int sign : new int[] {-1, 1}) {
            Instant edge = now().plusSeconds(sign * 900L);
            assertThat(RawRequest.send(server.uri(), RawRequest.signed(account.admin(), edge, WHO))
                            .status())
                    .isEqualTo(200);
        }
        Instant early = now().minusSeconds(901);
        Instant late = now().plusSeconds(901);
        String here = BasicTime.format(now());
        assertReply(
                RawRequest.signed(account.admin(), early, WHO),
                403,
                "SignatureDoesNotMatch",
                "Signature expired: " + BasicTime.format(early) + " is now earlier than "
                        + BasicTime.format(now().minusSeconds(900)) + " (" + here + " - 15 min.)");
        assertReply(
                RawRequest.signed(account.admin(), late, WHO),
                403,
                "SignatureDoesNotMatch",
                "Signature not yet current: " + BasicTime.format(late) + " is still later than "
                        + BasicTime.format(now().plusSeconds(900)) + " (" + here + " + 15 min.)");
    }

    @Test
    void anAlteredRequestDoesNotMatch() throws IOException {
        HttpMessage signed = signed("Action=CreateUser&Version=2010-05-08&UserName=tyler");
        String altered = "Action=CreateUser&Version=2010-05-08&UserName=marla";

        assertReply(
                RawRequest.withBody(signed, altered.getBytes(StandardCharsets.UTF_8)),
                403,
                "SignatureDoesNotMatch",
                MISMATCH);
        assertReply(
                RawRequest.with(signed, "content-type", "application/x-www-form-urlencoded"),
                403,
                "SignatureDoesNotMatch",
                MISMATCH);
        assertReply(
                new HttpMessage("POST", "/", "a=b", signed.headers(), signed.body()),
                403,
                "SignatureDoesNotMatch",
                MISMATCH);
        assertThat(iam.listUsers().users()).hasSize(1);
    }

    @Test
    void aWrongSecretDoesNotMatch() throws IOException {
        AwsCredentials wrong = AwsBasicCredentials.create(
                account.admin().accessKeyId(), account.root().secretAccessKey());

        assertReply(RawRequest.signed(wrong, now(), WHO), 403, "SignatureDoesNotMatch", MISMATCH);
    }

    @Test
    void anUnknownKeyIsInvalid() throws IOException {
        for (String id : new String[] {"AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE%27", "x", "admin"}) {
            AwsCredentials unknown =
                    AwsBasicCredentials.create(id, account.root().secretAccessKey());
            assertReply(RawRequest.signed(unknown, now(), WHO), 403, "InvalidClientTokenId", INVALID_TOKEN);
        }
    }

    @Test
    void anInactiveKeyIsInvalid() throws IOException, SQLException {
        server.sql(
                "UPDATE access_key SET active = 0 WHERE key_id = ?",
                account.admin().accessKeyId());

        assertReply(signed(WHO), 403, "InvalidClientTokenId", INVALID_TOKEN);
        assertReply(signed(LIST_USERS), 403, "InvalidClientTokenId", INVALID_TOKEN);
    }

    @Test
    void everyXAmzHeaderAndTheHostMustBeSigned() throws IOException {
        assertReply(
                RawRequest.with(signed(WHO), "x-amz-target", "x"),
                403,
                "SignatureDoesNotMatch",
                "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.");
        HttpMessage signed = signed(WHO);
        String authorization = signed.header("authorization").orElseThrow();
        assertReply(
                RawRequest.with(signed, "authorization", authorization.replace("host;", "")),
                403,
                "SignatureDoesNotMatch",
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void aSignedHeaderThatIsMissingSpoilsTheSignature() throws IOException {
        assertReply(RawRequest.without(signed(WHO), "content-type"), 403, "SignatureDoesNotMatch", MISMATCH);
    }

    @Test
    void aSessionTokenThatIsMissingOrSomebodyElsesIsInvalid() throws IOException {
        AwsCredentials session = AwsServer.credentials(
                server.sts(account.admin()).getSessionToken().credentials());
        AwsSessionCredentials roots = (AwsSessionCredentials) AwsServer.credentials(
                server.sts(account.root()).getSessionToken().credentials());

        assertReply(
                RawRequest.signed(
                        AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey()), now(), WHO),
                403,
                "InvalidClientTokenId",
                INVALID_TOKEN);
        for (String token : new String[] {roots.sessionToken(), "AAAA", "?", ""}) {
            assertReply(
                    RawRequest.signed(
                            AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), token),
                            now(),
                            WHO),
                    403,
                    "InvalidClientTokenId",
                    INVALID_TOKEN);
        }
        assertReply(
                RawRequest.signed(
                        AwsSessionCredentials.create(
                                account.admin().accessKeyId(), account.admin().secretAccessKey(), roots.sessionToken()),
                        now(),
                        WHO),
                403,
                "InvalidClientTokenId",
                INVALID_TOKEN);
    }

    @Test
    void withoutASignatureNobodyIsAnswered() throws IOException {
        HttpMessage unsigned = RawRequest.without(signed(WHO), "authorization");

        assertReply(unsigned, 403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    }

    @Test
    void anExpiredSessionSaysSo() throws IOException {
        AwsCredentials session = AwsServer.credentials(server.sts(account.admin())
                .getSessionToken(in -> in.durationSeconds(900))
                .credentials());
        server.clock().forward(Duration.ofSeconds(899));
        assertThat(RawRequest.send(server.uri(), RawRequest.signed(session, now(), WHO))
                        .status())
                .isEqualTo(200);

        server.clock().forward(Duration.ofSeconds(1));
        assertReply(
                RawRequest.signed(session, now(), WHO),
                403,
                "ExpiredToken",
                "The security token included in the request is expired");
    }

    @Test
    void aSessionWithoutMfaMayAskWhoItIsAndNothingOfIam() throws IOException {
        AwsCredentials session = AwsServer.credentials(
                server.sts(account.admin()).getSessionToken().credentials());

        assertThat(server.sts(session).getCallerIdentity().arn()).isEqualTo(account.arn("user/admin"));
        assertReply(RawRequest.signed(session, now(), LIST_USERS), 403, "InvalidClientTokenId", INVALID_TOKEN);
        assertRefused(
                () -> server.sts(session).getSessionToken(),
                403,
                "AccessDenied",
                "Cannot call GetSessionToken with session credentials");
    }

    private AwsCredentials sessionWithMfa() {
        VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("phone"))
                .virtualMFADevice();
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.enableMFADevice(in -> in.userName("admin")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(now().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(now())));
        return AwsServer.credentials(server.sts(account.admin())
                .getSessionToken(
                        in -> in.serialNumber(app.serialNumber()).tokenCode(codes.at(now().plus(AppCodes.STEP))))
                .credentials());
    }

    @Test
    void aSessionWithMfaMayCallIamAndNotOpenAnotherSession() {
        AwsCredentials session = sessionWithMfa();

        assertThat(server.iam(session).listUsers().users()).hasSize(1);
        assertRefused(() -> server.sts(session).getSessionToken(), 403, "AccessDenied");
    }

    @Test
    void ofStsASessionMayCallGetCallerIdentityOnly() {
        AwsCredentials session = sessionWithMfa();

        assertRefused(
                () -> server.sts(session)
                        .getAccessKeyInfo(in -> in.accessKeyId(account.admin().accessKeyId())),
                403,
                "AccessDenied");
    }

    @Test
    void theSessionOfADeletedUserDiesAtOnceAlsoWhenAnotherTakesTheName() {
        iam.createUser(in -> in.userName("tyler"));
        var key = iam.createAccessKey(in -> in.userName("tyler")).accessKey();
        AwsCredentials session = AwsServer.credentials(
                server.sts(AwsServer.credentials(key)).getSessionToken().credentials());
        StsClient sts = server.sts(session);
        assertThat(sts.getCallerIdentity().arn()).isEqualTo(account.arn("user/tyler"));

        iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(key.accessKeyId()));
        assertThat(sts.getCallerIdentity().arn()).isEqualTo(account.arn("user/tyler"));
        iam.deleteUser(in -> in.userName("tyler"));
        assertRefused(sts::getCallerIdentity, 403, "InvalidClientTokenId", INVALID_TOKEN);
        iam.createUser(in -> in.userName("tyler"));
        assertRefused(sts::getCallerIdentity, 403, "InvalidClientTokenId", INVALID_TOKEN);
    }

    @Test
    void noPolicyBlocksWhoAmIOrASession() {
        iam.createUser(in -> in.userName("tyler"));
        AwsCredentials tyler = AwsServer.credentials(
                iam.createAccessKey(in -> in.userName("tyler")).accessKey());
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("nothing")
                .policyDocument(SamplePolicies.allow("*").replace("Allow", "Deny")));

        assertThat(server.sts(tyler).getCallerIdentity().arn()).isEqualTo(account.arn("user/tyler"));
        assertThat(server.sts(tyler).getSessionToken().credentials().accessKeyId())
                .startsWith("ASIA");
        assertRefused(
                () -> server.sts(tyler)
                        .getAccessKeyInfo(in -> in.accessKeyId(account.admin().accessKeyId())),
                403,
                "AccessDenied");
    }
}
