// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Access keys from the first to the last use. */
class AccessKeysTest extends ServedAccount {
    private static final String EXAMPLE = "AKIAIOSFODNN7EXAMPLE";

    private AwsCredentials tylers;

    @BeforeEach
    void addTyler() {
        tylers = newUser("tyler");
    }

    private void setStatus(String status) {
        iam.updateAccessKey(
                in -> in.userName("tyler").accessKeyId(tylers.accessKeyId()).status(status));
    }

    private StatusType status() {
        return iam.listAccessKeys(in -> in.userName("tyler"))
                .accessKeyMetadata()
                .get(0)
                .status();
    }

    private GetAccessKeyLastUsedResponse lastUse(AwsCredentials key) {
        return iam.getAccessKeyLastUsed(in -> in.accessKeyId(key.accessKeyId()));
    }

    @Test
    void aKeySignsNothingWhileItIsInactive() {
        setStatus("Inactive");
        assertThat(status()).isEqualTo(StatusType.INACTIVE);
        assertRefused(
                () -> server.sts(tylers).getCallerIdentity(),
                403,
                "InvalidClientTokenId",
                "The security token included in the request is invalid.");
        setStatus("Inactive");
        setStatus("Active");
        assertThat(status()).isEqualTo(StatusType.ACTIVE);
        assertThat(server.sts(tylers).getCallerIdentity().arn()).isEqualTo(account.arn("user/tyler"));
    }

    @Test
    void aSessionOutlivesTheKeyItWasOpenedWith() {
        Credentials session = server.sts(tylers).getSessionToken().credentials();
        setStatus("Inactive");
        assertThat(server.sts(AwsServer.credentials(session))
                        .getCallerIdentity()
                        .arn())
                .isEqualTo(account.arn("user/tyler"));
    }

    @Test
    void oneMaySwitchOffOnesOwnKeyAndTheKeyOfRoot() {
        IamClient root = server.iam(account.root());
        String another = root.createAccessKey().accessKey().accessKeyId();
        root.updateAccessKey(in -> in.accessKeyId(another).status(StatusType.INACTIVE));
        root.updateAccessKey(in -> in.accessKeyId(account.root().accessKeyId()).status(StatusType.INACTIVE));
        assertRefused(root::listAccessKeys, 403, "InvalidClientTokenId");
    }

    @Test
    void aStatusThatAKeyCannotHaveIsRefused() {
        assertRefused(
                () -> setStatus("Broken"),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy"
                        + " enum value set");
        assertRefused(() -> setStatus("Expired"), 400, "InvalidInput", "Status Expired is not valid for access keys.");
        assertThat(status()).isEqualTo(StatusType.ACTIVE);
    }

    @Test
    void aKeyThatTheUserHasNotIsMissed() {
        assertRefused(
                () -> iam.updateAccessKey(
                        in -> in.userName("tyler").accessKeyId(EXAMPLE).status(StatusType.INACTIVE)),
                404,
                "NoSuchEntity",
                "The Access Key with id " + EXAMPLE + " cannot be found.");
        assertRefused(
                () -> iam.updateAccessKey(
                        in -> in.accessKeyId(tylers.accessKeyId()).status(StatusType.INACTIVE)),
                404,
                "NoSuchEntity",
                "The Access Key with id " + tylers.accessKeyId() + " cannot be found.");
        assertRefused(
                () -> iam.updateAccessKey(
                        in -> in.userName("nobody").accessKeyId(EXAMPLE).status(StatusType.INACTIVE)),
                404,
                "NoSuchEntity",
                "The user with name nobody cannot be found.");
    }

    @Test
    void aKeyThatNeverSignedHasNoLastUse() {
        GetAccessKeyLastUsedResponse unused = lastUse(tylers);
        assertThat(unused.userName()).isEqualTo("tyler");
        assertThat(unused.accessKeyLastUsed())
                .isEqualTo(AccessKeyLastUsed.builder()
                        .region("N/A")
                        .serviceName("N/A")
                        .build());
    }

    @Test
    void everySignedRequestIsAUseAllowedOrNot() {
        assertRefused(() -> server.iam(tylers).listUsers(), 403, "AccessDenied");
        assertThat(lastUse(tylers).accessKeyLastUsed())
                .isEqualTo(AccessKeyLastUsed.builder()
                        .region("us-east-1")
                        .serviceName("iam")
                        .lastUsedDate(server.clock().instant())
                        .build());

        server.clock().forward(Duration.ofMinutes(1));
        server.sts(tylers).getCallerIdentity();
        AccessKeyLastUsed again = lastUse(tylers).accessKeyLastUsed();
        assertThat(again.serviceName()).isEqualTo("sts");
        assertThat(again.lastUsedDate()).isEqualTo(server.clock().instant());
    }

    @Test
    void aSessionsRequestsAreNoUseOfTheKey() {
        Credentials session = server.sts(tylers).getSessionToken().credentials();
        AccessKeyLastUsed opened = lastUse(tylers).accessKeyLastUsed();
        server.clock().forward(Duration.ofMinutes(1));
        server.sts(AwsServer.credentials(session)).getCallerIdentity();
        assertThat(lastUse(tylers).accessKeyLastUsed()).isEqualTo(opened);
    }

    @Test
    void rootsKeyHasALastUseButNoUserName() {
        server.sts(account.root()).getCallerIdentity();
        GetAccessKeyLastUsedResponse roots = lastUse(account.root());
        assertThat(roots.userName()).isNull();
        assertThat(roots.accessKeyLastUsed().serviceName()).isEqualTo("sts");
    }

    @Test
    void awsDoesNotTellWhetherAKeyOfAnotherAccountIsThere() {
        String caller = "User: " + account.arn("user/admin")
                + " is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ";
        assertRefused(
                () -> iam.getAccessKeyLastUsed(in -> in.accessKeyId(EXAMPLE)), 403, "AccessDenied", caller + EXAMPLE);
        AwsCredentials others = server.account().admin();
        assertRefused(() -> lastUse(others), 403, "AccessDenied", caller + others.accessKeyId());
    }

    @Test
    void theLastUseIsAskedForOnTheKeysOwner() {
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("p")
                .policyDocument(SamplePolicies.allow("iam:GetAccessKeyLastUsed")
                        .replace("\"*\"", "\"" + account.arn("user/tyler") + "\"")));
        IamClient tyler = server.iam(tylers);
        assertThat(tyler.getAccessKeyLastUsed(in -> in.accessKeyId(tylers.accessKeyId()))
                        .userName())
                .isEqualTo("tyler");
        assertRefused(
                () -> tyler.getAccessKeyLastUsed(
                        in -> in.accessKeyId(account.admin().accessKeyId())),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler")
                        + " is not authorized to perform: iam:GetAccessKeyLastUsed on resource: "
                        + account.arn("user/admin")
                        + " because no identity-based policy allows the iam:GetAccessKeyLastUsed action");
    }

    @Test
    void anAccessKeyIsShownOnceSignsAndIsForgotten() {
        iam.createUser(in -> in.userName("marla"));
        AccessKey key = iam.createAccessKey(in -> in.userName("marla")).accessKey();

        assertThat(key.userName()).isEqualTo("marla");
        assertThat(key.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
        assertThat(key.secretAccessKey()).matches("[A-Za-z0-9/+]{40}");
        assertThat(key.status()).isEqualTo(StatusType.ACTIVE);
        StsClient sts = server.sts(AwsServer.credentials(key));
        assertThat(sts.getCallerIdentity().arn()).isEqualTo(account.arn("user/marla"));
        assertThat(iam.listAccessKeys(in -> in.userName("marla")).accessKeyMetadata())
                .extracting(AccessKeyMetadata::accessKeyId)
                .containsExactly(key.accessKeyId());

        iam.deleteAccessKey(in -> in.userName("marla").accessKeyId(key.accessKeyId()));
        assertThat(iam.listAccessKeys(in -> in.userName("marla")).accessKeyMetadata())
                .isEmpty();
        assertRefused(sts::getCallerIdentity, 403, "InvalidClientTokenId");
    }

    @Test
    void accessKeysAreTheCallersOwnByDefaultAlsoForRoot() {
        AccessKey mine = iam.createAccessKey().accessKey();
        assertThat(mine.userName()).isEqualTo("admin");
        assertThat(iam.listAccessKeys().accessKeyMetadata()).hasSize(2);
        iam.deleteAccessKey(in -> in.accessKeyId(mine.accessKeyId()));

        IamClient root = server.iam(account.root());
        AccessKey roots = root.createAccessKey().accessKey();
        assertThat(server.sts(AwsServer.credentials(roots)).getCallerIdentity().arn())
                .isEqualTo(account.arn("root"));
        assertThat(root.listAccessKeys().accessKeyMetadata()).hasSize(2);
        root.deleteAccessKey(in -> in.accessKeyId(roots.accessKeyId()));
        assertThat(root.listAccessKeys().accessKeyMetadata())
                .extracting(AccessKeyMetadata::accessKeyId)
                .containsExactly(account.root().accessKeyId());
    }

    @Test
    void aKeyOfSomebodyElseIsAsMissingAsNone() {
        String admins = account.admin().accessKeyId();

        for (String id : List.of("AKIAIOSFODNN7EXAMPLE", admins)) {
            assertRefused(
                    () -> iam.deleteAccessKey(in -> in.userName("tyler").accessKeyId(id)),
                    404,
                    "NoSuchEntity",
                    "The Access Key with id " + id + " cannot be found.");
        }
    }

    @Test
    void aUserHasTwoAccessKeys() {
        iam.createAccessKey();

        assertRefused(
                () -> iam.createAccessKey(), 409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2");
    }
}
