// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/** What each kind of temporary credential may call at all (IAM User Guide, "Compare AWS STS credentials"). */
class SessionsAndStsTest extends ServedRoles {
    private static final PolicyDescriptorType AUDIT = PolicyDescriptorType.builder()
            .arn("arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials")
            .build();

    private AwsCredentials operator() {
        String role = newRole("operator", trustingUser("admin"));
        iam.attachRolePolicy(in -> in.roleName("operator").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        return assumed(account.admin(), role);
    }

    @Test
    void aRolesSessionOpensNoOtherButOfRoles() {
        AwsCredentials operator = operator();
        assertRefused(
                () -> server.sts(operator).getSessionToken(),
                403,
                "AccessDenied",
                "Cannot call GetSessionToken with session credentials");
        assertRefused(
                () -> server.sts(operator).getFederationToken(in -> in.name("visitor")),
                403,
                "AccessDenied",
                "Cannot call GetFederationToken with session credentials");
        assertThat(server.sts(operator)
                        .getAccessKeyInfo(in -> in.accessKeyId(account.admin().accessKeyId()))
                        .account())
                .isEqualTo(account.id().value());
        assertThat(assumed(operator, newRole("next", trustingTheAccount()))).isNotNull();
    }

    @Test
    void aUsersSessionAssumesRolesAndOfStsDoesNothingElse() {
        AwsCredentials session = AwsServer.credentials(
                server.sts(account.admin()).getSessionToken().credentials());
        assertThat(assumed(session, newRole("reader", trustingUser("admin")))).isNotNull();
        assertRefused(
                () -> server.sts(session).getFederationToken(in -> in.name("visitor")),
                403,
                "AccessDenied",
                "Cannot call GetFederationToken with session credentials");
        assertRefused(
                () -> server.sts(session)
                        .assumeRoot(in -> in.targetPrincipal("051826736434").taskPolicyArn(AUDIT)),
                403,
                "AccessDenied");
    }

    @Test
    void everyKindOfCredentialLearnsWhoItIs() {
        String sts = "arn:aws:sts::" + account.id() + ":";
        AwsCredentials ofUser = AwsServer.credentials(
                server.sts(account.admin()).getSessionToken().credentials());
        AwsCredentials ofRoot = AwsServer.credentials(
                server.sts(account.root()).getSessionToken().credentials());
        AwsCredentials federated = AwsServer.credentials(server.sts(account.root())
                .getFederationToken(in -> in.name("visitor"))
                .credentials());
        assertThat(arn(account.admin())).isEqualTo(account.arn("user/admin"));
        assertThat(arn(ofUser)).isEqualTo(account.arn("user/admin"));
        assertThat(arn(account.root())).isEqualTo(account.arn("root"));
        assertThat(arn(ofRoot)).isEqualTo(account.arn("root"));
        assertThat(arn(operator())).isEqualTo(sts + "assumed-role/operator/session");
        assertThat(arn(federated)).isEqualTo(sts + "federated-user/visitor");
        assertRefused(
                () -> assumed(ofRoot, account.arn("role/operator")),
                403,
                "AccessDenied",
                "Roles may not be assumed by root accounts.");
    }

    private String arn(AwsCredentials who) {
        return server.sts(who).getCallerIdentity().arn();
    }

    @Test
    void outsideAnOrganizationNobodyAssumesAnothersRoot() {
        for (String target : List.of("051826736434", "arn:aws:iam::051826736434:root")) {
            String refusal = denied(account.arn("user/admin"), "sts:AssumeRoot", "arn:aws:iam::051826736434:root");
            assertRefused(
                    () -> server.sts(account.admin())
                            .assumeRoot(in -> in.targetPrincipal(target).taskPolicyArn(AUDIT)),
                    403,
                    "AccessDenied",
                    refusal);
        }
        assertRefused(
                () -> server.sts(newUser("tyler"))
                        .assumeRoot(in -> in.targetPrincipal("051826736434").taskPolicyArn(AUDIT)),
                403,
                "AccessDenied",
                denied(account.arn("user/tyler"), "sts:AssumeRoot", "arn:aws:iam::051826736434:root")
                        + " because no identity-based policy allows the sts:AssumeRoot action");
    }

    @Test
    void noTokenIsTradedInThatNobodyGaveOut() {
        assertRefused(
                () -> server.sts(account.admin()).getDelegatedAccessToken(in -> in.tradeInToken("token")),
                400,
                "ExpiredTradeInTokenException",
                "The trade-in token provided in the request has expired and can no longer be exchanged for credentials."
                        + " Request a new token and retry the operation.");
    }
}
