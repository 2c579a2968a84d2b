// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who calls, and for how long. */
class CallerIdentityTest extends ServedAccount {
    @Test
    void getCallerIdentityKnowsUserAndRoot() {
        GetCallerIdentityResponse admin = server.sts(account.admin()).getCallerIdentity();
        assertThat(admin.account()).isEqualTo(account.id().value());
        assertThat(admin.arn()).isEqualTo(account.arn("user/admin"));
        assertThat(admin.userId()).isEqualTo(iam.getUser().user().userId());

        GetCallerIdentityResponse root = server.sts(account.root()).getCallerIdentity();
        assertThat(root.arn()).isEqualTo(account.arn("root"));
        assertThat(root.userId()).isEqualTo(account.id().value());
    }

    @Test
    void getAccessKeyInfoReadsTheAccountOutOfAKeyId() {
        assertThat(server.sts(account.root())
                        .getAccessKeyInfo(in -> in.accessKeyId(account.admin().accessKeyId()))
                        .account())
                .isEqualTo(account.id().value());
    }

    @Test
    void getSessionTokenLastsTwelveHoursAndAnHourForRoot() {
        Credentials session = server.sts(account.admin()).getSessionToken().credentials();
        assertThat(session.expiration()).isEqualTo(server.clock().instant().plusSeconds(43_200));
        assertThat(server.sts(AwsServer.credentials(session))
                        .getCallerIdentity()
                        .arn())
                .isEqualTo(account.arn("user/admin"));
        assertThat(server.sts(account.admin())
                        .getSessionToken(in -> in.durationSeconds(900))
                        .credentials()
                        .expiration())
                .isEqualTo(server.clock().instant().plusSeconds(900));
        assertThat(server.sts(account.root())
                        .getSessionToken(in -> in.durationSeconds(129_600))
                        .credentials()
                        .expiration())
                .isEqualTo(server.clock().instant().plusSeconds(3_600));
    }
}
