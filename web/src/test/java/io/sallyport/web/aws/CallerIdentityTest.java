// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;
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

    /** The letters tell it, whether or not there is such a key; who made a session is not in them. */
    @Test
    void getAccessKeyInfoAsksNobodyWhetherTheKeyIsThere() {
        StsClient sts = server.sts(account.root());
        AwsServer.TestAccount other = server.account();
        Credentials session = server.sts(account.admin()).getSessionToken().credentials();
        assertThat(sts.getAccessKeyInfo(in -> in.accessKeyId(other.admin().accessKeyId()))
                        .account())
                .isEqualTo(other.id().value());
        assertThat(sts.getAccessKeyInfo(in -> in.accessKeyId(session.accessKeyId()))
                        .account())
                .isEqualTo(account.id().value());
        AwsCredentials gone = newUser("tyler");
        iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(gone.accessKeyId()));
        assertThat(sts.getAccessKeyInfo(in -> in.accessKeyId(gone.accessKeyId()))
                        .account())
                .isEqualTo(account.id().value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Too short, of other characters, of the years without an account in it, not base32.
                "AKIA",
                "AKIA-0000-0000-0000-0000",
                "AKIAIOSFODNN7EXAMPLE",
                "AKIA1111111111111111"
            })
    void getAccessKeyInfoRefusesWhatHoldsNoAccount(String id) {
        Refusals.assertRefused(
                () -> server.sts(account.root()).getAccessKeyInfo(in -> in.accessKeyId(id)), 400, "ValidationError");
    }

    @Test
    void getAccessKeyInfoNeedsItsPermission() {
        AwsCredentials tyler = newUser("tyler");
        Refusals.assertRefused(
                () -> server.sts(tyler).getAccessKeyInfo(in -> in.accessKeyId(tyler.accessKeyId())),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: sts:GetAccessKeyInfo because"
                        + " no identity-based policy allows the sts:GetAccessKeyInfo action");
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
