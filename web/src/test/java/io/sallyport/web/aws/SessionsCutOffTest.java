// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.name.UniqueId;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/**
 * What takes a right away is felt by the very next request, wherever it is sent: at one server with SQLite, and at two with
 * one PostgreSQL, of which one is told and the other asked. The clock stands still unless a test moves it: nothing waits.
 */
@ParameterizedClass
@EnumSource(SessionsCutOffTest.Store.class)
class SessionsCutOffTest {
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String ADMINISTRATOR = AccountSetup.ADMINISTRATOR_ACCESS.toString();
    private static final String INVALID = "InvalidClientTokenId";

    enum Store {
        SQLITE,
        POSTGRESQL
    }

    private final Store store;
    private @Nullable TestPostgres database;
    private List<AwsServer> nodes = List.of();
    private AwsServer told;
    private AwsServer asked;
    private AwsServer.TestAccount account;
    private IamClient admin;

    SessionsCutOffTest(Store store) {
        this.store = store;
    }

    @BeforeEach
    void start() throws IOException, SQLException {
        if (store == Store.POSTGRESQL) {
            TestPostgres shared = new TestPostgres();
            database = shared;
            nodes = AwsServer.nodes(shared, 2);
        } else {
            nodes = List.of(new AwsServer());
        }
        told = nodes.get(0);
        asked = nodes.get(nodes.size() - 1);
        account = told.account();
        admin = told.iam(account.admin());
        admin.createUser(in -> in.userName("tyler"));
        admin.attachUserPolicy(in -> in.userName("tyler").policyArn(ADMINISTRATOR));
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        for (AwsServer node : nodes) {
            node.close();
        }
        if (database != null) {
            database.close();
        }
    }

    private AwsCredentials key() {
        return AwsServer.credentials(
                admin.createAccessKey(in -> in.userName("tyler")).accessKey());
    }

    /** Works at both nodes. */
    private void assertWorks(AwsCredentials who) {
        for (AwsServer node : nodes) {
            assertThatCode(() -> node.iam(who).listUsers()).doesNotThrowAnyException();
        }
    }

    private void assertRefused(AwsCredentials who, String code) {
        Refusals.assertRefused(() -> asked.iam(who).listUsers(), 403, code);
        Refusals.assertRefused(() -> told.iam(who).listUsers(), 403, code);
    }

    private AppCodes codes(VirtualMFADevice app) {
        return new AppCodes(app.base32StringSeed().asUtf8String());
    }

    private VirtualMFADevice newApp(String name) {
        return admin.createVirtualMFADevice(in -> in.virtualMFADeviceName(name)).virtualMFADevice();
    }

    private void enable(VirtualMFADevice app) {
        told.clock().forward(AppCodes.STEP.multipliedBy(3));
        admin.enableMFADevice(in -> in.userName("tyler")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes(app).at(told.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes(app).at(told.clock().instant())));
    }

    /** A session that may call IAM, since it was opened with a device. */
    private AwsCredentials session(AwsCredentials key, VirtualMFADevice app) {
        told.clock().forward(AppCodes.STEP);
        return AwsServer.credentials(asked.sts(key)
                .getSessionToken(in -> in.serialNumber(app.serialNumber())
                        .tokenCode(codes(app).at(told.clock().instant())))
                .credentials());
    }

    private AwsCredentials session(UniqueId owner, String name) {
        SessionTokens.Issued issued = new SessionTokens(told.keys().tokens(), new SecureRandom(), told.clock())
                .issue(account.id(), owner, Duration.ofHours(1), SessionGrant.named(name));
        return AwsSessionCredentials.create(
                issued.statement().accessKeyId().value(),
                issued.statement().secret().reveal(),
                issued.token());
    }

    private void json(SdkHttpMethod method, String path, String body) throws Exception {
        var answer = Presigner.send(new Presigner(told.uri(), told.clock(), account.admin()).json(method, path, body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void revoke(String path) throws Exception {
        told.clock().forward(Duration.ofMillis(1));
        json(SdkHttpMethod.DELETE, path, "");
    }

    @Test
    void aKeyThatIsDeactivatedSignsNothingMore() throws Exception {
        AwsCredentials key = key();
        assertWorks(key);
        Consumer<StatusType> set = status -> admin.updateAccessKey(
                in -> in.userName("tyler").accessKeyId(key.accessKeyId()).status(status));
        set.accept(StatusType.INACTIVE);
        assertRefused(key, INVALID);
        set.accept(StatusType.ACTIVE);
        assertWorks(key);
        admin.deleteAccessKey(in -> in.userName("tyler").accessKeyId(key.accessKeyId()));
        assertRefused(key, INVALID);
    }

    @Test
    void aPolicyThatIsDetachedAllowsNothingMore() throws Exception {
        AwsCredentials key = key();
        VirtualMFADevice app = newApp("phone");
        enable(app);
        AwsCredentials session = session(key, app);
        assertWorks(key);
        assertWorks(session);
        admin.detachUserPolicy(in -> in.userName("tyler").policyArn(ADMINISTRATOR));
        assertRefused(key, "AccessDenied");
        assertRefused(session, "AccessDenied");
    }

    @Test
    void aRenamedUserIsTheSameAndADeletedOneNobody() throws Exception {
        AwsCredentials key = key();
        VirtualMFADevice app = newApp("phone");
        enable(app);
        AwsCredentials session = session(key, app);
        admin.updateUser(in -> in.userName("tyler").newUserName("marla"));
        assertThat(asked.sts(session).getCallerIdentity().arn()).isEqualTo(account.arn("user/marla"));
        assertThat(asked.sts(key).getCallerIdentity().arn()).isEqualTo(account.arn("user/marla"));

        admin.detachUserPolicy(in -> in.userName("marla").policyArn(ADMINISTRATOR));
        admin.deactivateMFADevice(in -> in.userName("marla").serialNumber(app.serialNumber()));
        admin.deleteAccessKey(in -> in.userName("marla").accessKeyId(key.accessKeyId()));
        admin.deleteUser(in -> in.userName("marla"));
        assertRefused(key, INVALID);
        assertRefused(session, INVALID);
        // A successor of the same name is somebody else.
        admin.createUser(in -> in.userName("marla"));
        assertRefused(session, INVALID);
    }

    @Test
    void revokedSessionsOfAUserAreOverAndItsKeysAreNot() throws Exception {
        AwsCredentials key = key();
        VirtualMFADevice app = newApp("phone");
        enable(app);
        AwsCredentials session = session(key, app);
        AwsCredentials federated = session(
                new UniqueId(admin.getUser(in -> in.userName("tyler")).user().userId()), "fay");
        assertWorks(session);
        assertThat(asked.sts(federated).getCallerIdentity().arn()).endsWith(":federated-user/fay");
        revoke("/api/v1/users/tyler/sessions");
        assertRefused(session, INVALID);
        assertRefused(federated, INVALID);
        Refusals.assertRefused(() -> asked.sts(session).getCallerIdentity(), 403, INVALID);
        assertWorks(key);
        assertWorks(session(key, app));
    }

    @Test
    void revokedSessionsOfARoleAndOfRootAreOver() throws Exception {
        String roleId = admin.createRole(in -> in.roleName("ops").assumeRolePolicyDocument(TRUST))
                .role()
                .roleId();
        admin.attachRolePolicy(in -> in.roleName("ops").policyArn(ADMINISTRATOR));
        AwsCredentials role = session(new UniqueId(roleId), "night");
        AwsCredentials root =
                AwsServer.credentials(told.sts(account.root()).getSessionToken().credentials());
        assertWorks(role);
        revoke("/api/v1/roles/ops/sessions");
        assertRefused(role, INVALID);
        assertWorks(session(new UniqueId(roleId), "night"));

        assertThat(asked.sts(root).getCallerIdentity().arn()).isEqualTo(account.arn("root"));
        revoke("/api/v1/root/sessions");
        Refusals.assertRefused(() -> asked.sts(root).getCallerIdentity(), 403, INVALID);
        assertThat(asked.sts(account.root()).getCallerIdentity().arn()).isEqualTo(account.arn("root"));
    }

    /** AWS's console writes this policy, AWSRevokeOlderSessions. */
    @Test
    void aDenyOfWhatWasIssuedEarlierEndsSessionsAsAtAws() throws Exception {
        String roleId = admin.createRole(in -> in.roleName("ops").assumeRolePolicyDocument(TRUST))
                .role()
                .roleId();
        admin.attachRolePolicy(in -> in.roleName("ops").policyArn(ADMINISTRATOR));
        AwsCredentials older = session(new UniqueId(roleId), "night");
        AwsCredentials key = key();
        VirtualMFADevice app = newApp("phone");
        enable(app);
        AwsCredentials olderOfUser = session(key, app);
        assertWorks(older);
        assertWorks(olderOfUser);
        told.clock().forward(Duration.ofSeconds(1));
        String revoking = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":[\"*\"],"
                + "\"Resource\":[\"*\"],\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\""
                + told.clock().instant().toString().replace("Z", ".000Z") + "\"}}}]}";
        admin.putRolePolicy(
                in -> in.roleName("ops").policyName("AWSRevokeOlderSessions").policyDocument(revoking));
        admin.putUserPolicy(
                in -> in.userName("tyler").policyName("AWSRevokeOlderSessions").policyDocument(revoking));
        assertRefused(older, "AccessDenied");
        assertRefused(olderOfUser, "AccessDenied");
        assertWorks(session(new UniqueId(roleId), "night"));
        assertWorks(session(key, app));
        // A long-term key has no time of issue.
        assertWorks(key);
    }

    @Test
    void sessionsEndWithTheirDeviceWhereTheAccountWantsIt() throws Exception {
        AwsCredentials key = key();
        VirtualMFADevice phone = newApp("phone");
        VirtualMFADevice tablet = newApp("tablet");
        enable(phone);
        enable(tablet);
        AwsCredentials byPhone = session(key, phone);
        AwsCredentials byTablet = session(key, tablet);
        AwsCredentials without =
                AwsServer.credentials(told.sts(key).getSessionToken().credentials());

        admin.deactivateMFADevice(in -> in.userName("tyler").serialNumber(phone.serialNumber()));
        // As at AWS.
        assertWorks(byPhone);

        json(SdkHttpMethod.PUT, "/api/v1/account/session-rules", "{\"endWithDevice\":true}");
        assertRefused(byPhone, INVALID);
        Refusals.assertRefused(() -> asked.sts(byPhone).getCallerIdentity(), 403, INVALID);
        assertWorks(byTablet);
        assertThat(asked.sts(without).getCallerIdentity().arn()).isEqualTo(account.arn("user/tyler"));

        // Enrolled again, it does not bring back what it had opened before.
        enable(phone);
        assertRefused(byPhone, INVALID);
        assertWorks(session(key, phone));

        admin.deactivateMFADevice(in -> in.userName("tyler").serialNumber(tablet.serialNumber()));
        assertRefused(byTablet, INVALID);
        // Nor does it count as another's.
        admin.createUser(in -> in.userName("marla"));
        told.clock().forward(AppCodes.STEP.multipliedBy(3));
        admin.enableMFADevice(in -> in.userName("marla")
                .serialNumber(tablet.serialNumber())
                .authenticationCode1(codes(tablet).at(told.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes(tablet).at(told.clock().instant())));
        assertRefused(byTablet, INVALID);

        json(SdkHttpMethod.PUT, "/api/v1/account/session-rules", "{\"endWithDevice\":false}");
        assertWorks(byTablet);
    }

    /** In a loop, so that whatever were kept in memory would be asked in time. */
    @Test
    void noRequestAfterARevocationGetsThrough() throws Exception {
        UniqueId tyler =
                new UniqueId(admin.getUser(in -> in.userName("tyler")).user().userId());
        for (int i = 0; i < 20; i++) {
            AwsCredentials session = session(tyler, "fay" + i);
            assertThatCode(() -> asked.sts(session).getCallerIdentity()).doesNotThrowAnyException();
            revoke("/api/v1/users/tyler/sessions");
            try {
                asked.sts(session).getCallerIdentity();
                throw new AssertionError("got through at turn " + i);
            } catch (AwsServiceException refused) {
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(INVALID);
            }
        }
    }
}
