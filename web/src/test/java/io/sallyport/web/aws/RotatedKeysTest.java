// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Keys are rotated under a server that runs, as AWS's SDK sees it. */
class RotatedKeysTest {
    private AwsServer server;
    private AwsServer.TestAccount account;

    @BeforeEach
    void start() throws IOException {
        server = new AwsServer();
        account = server.account();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Credentials session(int seconds) {
        try (StsClient sts = server.sts(account.admin())) {
            return sts.getSessionToken(in -> in.durationSeconds(seconds)).credentials();
        }
    }

    private String arn(AwsCredentials who) {
        try (StsClient sts = server.sts(who)) {
            return sts.getCallerIdentity().arn();
        }
    }

    private static int keyOf(Credentials session) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(session.sessionToken()))
                .getInt(1);
    }

    @Test
    void oldSessionsEndByTheirOwnTimeAndNewOnesAreSealedByTheNewKey() throws IOException {
        Credentials old = session(3600);
        assertThat(arn(AwsServer.credentials(old))).endsWith(":user/admin");

        server.rotation().rotate(Duration.ofSeconds(10));
        server.clock().forward(Duration.ofSeconds(11));

        Credentials fresh = session(7200);
        assertThat(keyOf(fresh)).isNotEqualTo(keyOf(old));
        assertThat(arn(AwsServer.credentials(old))).endsWith(":user/admin");
        assertThat(arn(AwsServer.credentials(fresh))).endsWith(":user/admin");
        server.clock().forward(Duration.ofSeconds(3600 - 11 - 1));
        assertThat(arn(AwsServer.credentials(old))).endsWith(":user/admin");
        server.clock().forward(Duration.ofSeconds(1));
        Refusals.assertRefused(() -> arn(AwsServer.credentials(old)), 403, "ExpiredToken");
        assertThat(arn(AwsServer.credentials(fresh))).endsWith(":user/admin");
    }

    @Test
    void keysOfUsersSignBeforeAndAfterRotationResealingAndPruning() throws IOException {
        assertThat(arn(account.admin())).endsWith(":user/admin");
        server.rotation().rotate(Duration.ZERO);
        server.clock().forward(Duration.ofSeconds(1));
        assertThat(arn(account.admin())).endsWith(":user/admin");

        assertThat(server.accounts().reseal()).isPositive();
        assertThat(arn(account.admin()))
                .as("its signing key was kept beside other bytes")
                .endsWith(":user/admin");
        server.rotation().prune(server.accounts().keysInUse());
        server.clock().forward(Duration.ofSeconds(1));
        assertThat(arn(account.admin())).endsWith(":user/admin");
        assertThat(arn(account.root())).endsWith(":root");
        try (IamClient iam = server.iam(account.admin())) {
            iam.createUser(in -> in.userName("later"));
            assertThat(arn(AwsServer.credentials(
                            iam.createAccessKey(in -> in.userName("later")).accessKey())))
                    .endsWith(":user/later");
        }
    }

    @Test
    void aKeyThatIsSwitchedOffAfterResealingIsFeltAtOnce() throws IOException {
        assertThat(arn(account.admin())).endsWith(":user/admin");
        server.rotation().rotate(Duration.ZERO);
        server.clock().forward(Duration.ofSeconds(1));
        server.accounts().reseal();
        assertThat(arn(account.admin())).endsWith(":user/admin");
        try (IamClient iam = server.iam(account.root())) {
            iam.updateAccessKey(in -> in.userName("admin")
                    .accessKeyId(account.admin().accessKeyId())
                    .status("Inactive"));
        }
        Refusals.assertRefused(() -> arn(account.admin()), 403, "InvalidClientTokenId");
    }
}
