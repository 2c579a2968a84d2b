// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/** Sessions of people whom no IAM user is. */
class FederatedUsersTest extends ServedRoles {
    private String arn(String name) {
        return "arn:aws:sts::" + account.id() + ":federated-user/" + name;
    }

    @Test
    @SuppressWarnings("deprecation") // PackedPolicySize, by the SDK; AWS answers with it
    void aUserVouchesForSomebodyForHalfADay() {
        GetFederationTokenResponse answer = server.sts(account.admin()).getFederationToken(in -> in.name("visitor"));

        assertThat(answer.federatedUser().arn()).isEqualTo(arn("visitor"));
        assertThat(answer.federatedUser().federatedUserId()).isEqualTo(account.id() + ":visitor");
        assertThat(answer.packedPolicySize()).isZero();
        assertThat(answer.credentials().expiration())
                .isEqualTo(server.clock().instant().plusSeconds(43_200));
        GetCallerIdentityResponse identity =
                server.sts(AwsServer.credentials(answer.credentials())).getCallerIdentity();
        assertThat(identity.arn()).isEqualTo(arn("visitor"));
        assertThat(identity.userId()).isEqualTo(account.id() + ":visitor");
        assertThat(identity.account()).isEqualTo(account.id().value());
    }

    @Test
    void itLastsFifteenMinutesToThirtySixHoursAndForRootAnHour() {
        for (int seconds : List.of(900, 129_600)) {
            assertThat(server.sts(account.admin())
                            .getFederationToken(in -> in.name("visitor").durationSeconds(seconds))
                            .credentials()
                            .expiration())
                    .isEqualTo(server.clock().instant().plusSeconds(seconds));
            assertThat(server.sts(account.root())
                            .getFederationToken(in -> in.name("visitor").durationSeconds(seconds))
                            .credentials()
                            .expiration())
                    .isEqualTo(server.clock().instant().plusSeconds(Math.min(seconds, 3_600)));
        }
        for (int seconds : List.of(899, 129_601)) {
            assertRefused(
                    () -> server.sts(account.admin())
                            .getFederationToken(in -> in.name("visitor").durationSeconds(seconds)),
                    400,
                    "ValidationError");
        }
    }

    @Test
    void theUsersPoliciesDecideForWhomSheMayVouch() {
        AwsCredentials tyler = newUser("tyler");
        assertRefused(
                () -> server.sts(tyler).getFederationToken(in -> in.name("visitor")),
                403,
                "AccessDenied",
                denied(account.arn("user/tyler"), "sts:GetFederationToken", arn("visitor"))
                        + " because no identity-based policy allows the sts:GetFederationToken action");
        iam.putUserPolicy(in -> in.userName("tyler").policyName("p").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:GetFederationToken",
                 "Resource": "%s"}}""".formatted(arn("v*"))));
        assertThat(server.sts(tyler)
                        .getFederationToken(in -> in.name("visitor"))
                        .credentials())
                .isNotNull();
        assertRefused(() -> server.sts(tyler).getFederationToken(in -> in.name("guest")), 403, "AccessDenied");
        assertRefused(
                () -> server.sts(tyler)
                        .getFederationToken(in -> in.name("visitor")
                                .tags(Tag.builder().key("team").value("blue").build())),
                403,
                "AccessDenied",
                denied(account.arn("user/tyler"), "sts:TagSession", arn("visitor"))
                        + " because no identity-based policy allows the sts:TagSession action");
    }

    @Test
    void sheMayCallNoIamAndOfStsOnlyGetCallerIdentity() {
        AwsCredentials visitor = AwsServer.credentials(server.sts(account.admin())
                .getFederationToken(in -> in.name("visitor").policy(SamplePolicies.allow("*")))
                .credentials());
        String role = newRole("any", trusting("\"*\"", ""));

        assertRefused(
                () -> server.iam(visitor).listUsers(),
                403,
                "InvalidClientTokenId",
                "The security token included in the request is invalid.");
        assertRefused(
                () -> assumed(visitor, role), 403, "AccessDenied", "Cannot call AssumeRole with session credentials");
        assertRefused(
                () -> server.sts(visitor).getSessionToken(),
                403,
                "AccessDenied",
                "Cannot call GetSessionToken with session credentials");
        assertRefused(
                () -> server.sts(visitor).getFederationToken(in -> in.name("visitor")),
                403,
                "AccessDenied",
                "Cannot call GetFederationToken with session credentials");
    }

    @Test
    void policiesAndTagsOfHersAreChecked() {
        assertRefused(
                () -> server.sts(account.admin())
                        .getFederationToken(in -> in.name("visitor").policy("{")),
                400,
                "MalformedPolicyDocument");
        assertRefused(
                () -> server.sts(account.admin())
                        .getFederationToken(in -> in.name("visitor")
                                .tags(
                                        Tag.builder().key("team").value("blue").build(),
                                        Tag.builder().key("Team").value("red").build())),
                400,
                "InvalidParameterValue",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    @Test
    void sheGoesWithTheUserWhoVouched() {
        AwsCredentials tyler = newUser("tyler");
        iam.putUserPolicy(in -> in.userName("tyler").policyName("p").policyDocument(SamplePolicies.allow("sts:*")));
        AwsCredentials visitor = AwsServer.credentials(server.sts(tyler)
                .getFederationToken(in -> in.name("visitor").durationSeconds(900))
                .credentials());
        assertThat(server.sts(visitor).getCallerIdentity().arn()).isEqualTo(arn("visitor"));
        iam.deleteUserPolicy(in -> in.userName("tyler").policyName("p"));
        iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(tyler.accessKeyId()));
        iam.deleteUser(in -> in.userName("tyler"));
        assertRefused(() -> server.sts(visitor).getCallerIdentity(), 403, "InvalidClientTokenId");

        AwsCredentials other = AwsServer.credentials(server.sts(account.admin())
                .getFederationToken(in -> in.name("visitor").durationSeconds(900))
                .credentials());
        server.clock().forward(Duration.ofMinutes(15));
        assertRefused(() -> server.sts(other).getCallerIdentity(), 403, "ExpiredToken");
    }
}
