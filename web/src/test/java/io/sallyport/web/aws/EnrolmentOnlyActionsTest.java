// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.account.Caller;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.web.AwsPipeline;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A session of the AWS API that was opened by the proof of an emergency. Nothing opens one; if ever something does, it may
 * enrol and do nothing else.
 */
class EnrolmentOnlyActionsTest extends ServedAccount {
    private static final SecureRandom RANDOM = new SecureRandom();

    private AwsCredentials emergency;

    private MfaEvidence proof() {
        return MfaEvidence.recovery(new MfaSerial("test-proof"), server.clock().instant());
    }

    private AwsCredentials session(UniqueId owner) {
        SessionTokens.Issued issued = new SessionTokens(server.keys().tokens(), RANDOM, server.clock())
                .issue(account.id(), owner, Duration.ofMinutes(15), proof());
        return AwsSessionCredentials.create(
                issued.statement().accessKeyId().value(), issued.statement().secretAccessKey(), issued.token());
    }

    @BeforeEach
    void openSession() {
        UniqueId admin = server.accounts()
                .read(
                        account.id(),
                        in -> in.users().require(new UserName("admin")).id());
        emergency = session(admin);
    }

    @Test
    void ofAllActionsFourMayBeAskedFor() {
        try (AwsPipeline pipeline =
                new AwsPipeline(server.accounts(), server.keys().tokens(), server.clock(), RANDOM)) {
            for (Caller caller : new Caller[] {caller(true), caller(false)}) {
                Set<String> open = new TreeSet<>();
                Set<String> closed = new TreeSet<>();
                for (Action<Call, ?> action : pipeline.endpoint().actions().all()) {
                    Throwable refusal = catchThrowable(() -> CallableActions.require(caller, action));
                    (refusal == null ? open : closed).add(action.qualifiedName());
                    assertThat(refusal == null || WireErrors.of(refusal).code().equals("AccessDenied"))
                            .isTrue();
                }
                assertThat(open)
                        .containsExactly(
                                "iam:CreateVirtualMFADevice",
                                "iam:EnableMFADevice",
                                "iam:ListMFADevices",
                                "sts:GetCallerIdentity");
                assertThat(closed).hasSizeGreaterThan(170);
            }
        }
    }

    private Caller caller(boolean root) {
        User admin = new User(
                new Ids(RANDOM).unique(UniqueId.Prefix.AIDA, account.id()),
                new UserName("admin"),
                EntityPath.ROOT,
                server.clock().instant(),
                null);
        return new Caller(
                account.id(),
                root ? null : admin,
                null,
                null,
                Caller.Credential.CONSOLE,
                server.clock().instant(),
                proof());
    }

    @Test
    void anAdministratorEnrolsAnAppOfHerOwnAndNobodyElses() {
        newUser("marla");
        try (IamClient inside = server.iam(emergency)) {
            VirtualMFADevice app = inside.createVirtualMFADevice(in -> in.virtualMFADeviceName("new"))
                    .virtualMFADevice();
            assertRefused(() -> inside.enableMFADevice(in -> enabling(app, "marla", in)), 403, "AccessDenied");
            inside.enableMFADevice(in -> enabling(app, "admin", in));
            assertThat(inside.listMFADevices().mfaDevices()).hasSize(1);
            assertThat(inside.listMFADevices(in -> in.userName("admin")).mfaDevices())
                    .hasSize(1);
            assertRefused(() -> inside.listMFADevices(in -> in.userName("marla")), 403, "AccessDenied");
            assertRefused(
                    () -> inside.deactivateMFADevice(in -> in.userName("admin").serialNumber(app.serialNumber())),
                    403,
                    "AccessDenied",
                    "This session may only enrol a new device: sign in with that one for anything else.");
        }
    }

    @Test
    void itOpensNoOtherSessionAndMakesNoKey() {
        try (IamClient inside = server.iam(emergency);
                StsClient sts = server.sts(emergency)) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo(account.arn("user/admin"));
            assertRefused(sts::getSessionToken, 403, "AccessDenied");
            assertRefused(() -> sts.getFederationToken(in -> in.name("friend")), 403, "AccessDenied");
            assertRefused(
                    () -> sts.assumeRole(
                            in -> in.roleArn(account.arn("role/ops")).roleSessionName("one")),
                    403,
                    "AccessDenied");
            assertRefused(inside::createAccessKey, 403, "AccessDenied");
            assertRefused(inside::listUsers, 403, "AccessDenied");
            assertRefused(
                    () -> inside.changePassword(in -> in.oldPassword("old").newPassword("Another good 1")),
                    403,
                    "AccessDenied");
        }
    }

    @Test
    void whoIsBelowAPathOfCharactersThatPoliciesReadOtherwiseEnrolsToo() {
        iam.createUser(in -> in.userName("zoe").path("/a*b?${aws:username}\"c/"));
        iam.attachUserPolicy(
                in -> in.userName("zoe").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        UniqueId zoe = server.accounts()
                .read(account.id(), in -> in.users()
                        .require(new UserName("zoe"))
                        .id());
        try (IamClient inside = server.iam(session(zoe))) {
            assertThat(inside.listMFADevices().mfaDevices()).isEmpty();
            assertRefused(() -> inside.listMFADevices(in -> in.userName("admin")), 403, "AccessDenied");
        }
    }

    @Test
    void rootIsNoException() {
        try (IamClient inside = server.iam(session(UniqueId.ofRoot(account.id())))) {
            assertRefused(inside::listUsers, 403, "AccessDenied");
            assertThat(inside.listMFADevices().mfaDevices()).isEmpty();
            assertRefused(() -> inside.listMFADevices(in -> in.userName("admin")), 403, "AccessDenied");
        }
    }

    @Test
    void aServiceThatIsSentARequestOfHersHearsThatSheMayNot() throws Exception {
        JsonApi api = new JsonApi(server);
        JsonNode decided = api.authorize(
                        account.admin(),
                        JsonApi.json("{'action': 'orders:GetOrder', 'resource': 'arn:aws:orders:::order/7'}")
                                .set(
                                        "request",
                                        JsonApi.forwarded(
                                                "orders",
                                                "orders.example",
                                                JsonApi.sign(
                                                        emergency,
                                                        server.clock(),
                                                        "orders",
                                                        SdkHttpMethod.GET,
                                                        URI.create("http://orders.example/order/7"),
                                                        ""))))
                .expect(200)
                .at("/decisions/0");
        assertThat(decided.get("allowed").asBoolean()).isFalse();
        assertThat(decided.get("decision").asText()).isEqualTo("EXPLICIT_DENY");
        api.authorize(
                        emergency,
                        JsonApi.json("{'action': 'orders:GetOrder'}").put("principal", account.arn("user/admin")))
                .expect(403);
    }
}
