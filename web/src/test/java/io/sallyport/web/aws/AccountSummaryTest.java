// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.TestCertificates.Issued;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

class AccountSummaryTest extends ServedAccount {
    private Map<SummaryKeyType, Integer> summary() {
        return iam.getAccountSummary().summaryMap();
    }

    /** As recorded, but for what the account has and has not. */
    @Test
    void showsEveryQuotaOfAws() {
        assertThat(summary())
                .containsOnlyKeys(SummaryKeyType.knownValues())
                .containsEntry(SummaryKeyType.ACCESS_KEYS_PER_USER_QUOTA, 2)
                .containsEntry(SummaryKeyType.ASSUME_ROLE_POLICY_SIZE_QUOTA, 2048)
                .containsEntry(SummaryKeyType.ATTACHED_POLICIES_PER_GROUP_QUOTA, 10)
                .containsEntry(SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA, 10)
                .containsEntry(SummaryKeyType.ATTACHED_POLICIES_PER_USER_QUOTA, 10)
                .containsEntry(SummaryKeyType.GLOBAL_ENDPOINT_TOKEN_VERSION, 1)
                .containsEntry(SummaryKeyType.GROUP_POLICY_SIZE_QUOTA, 5120)
                .containsEntry(SummaryKeyType.GROUPS_PER_USER_QUOTA, 10)
                .containsEntry(SummaryKeyType.GROUPS_QUOTA, 300)
                .containsEntry(SummaryKeyType.INSTANCE_PROFILES_QUOTA, 1000)
                .containsEntry(SummaryKeyType.POLICIES_QUOTA, 1500)
                .containsEntry(SummaryKeyType.POLICY_SIZE_QUOTA, 6144)
                .containsEntry(SummaryKeyType.POLICY_VERSIONS_IN_USE_QUOTA, 10_000)
                .containsEntry(SummaryKeyType.ROLE_POLICY_SIZE_QUOTA, 10_240)
                .containsEntry(SummaryKeyType.ROLES_QUOTA, 1000)
                .containsEntry(SummaryKeyType.SERVER_CERTIFICATES_QUOTA, 20)
                .containsEntry(SummaryKeyType.SIGNING_CERTIFICATES_PER_USER_QUOTA, 2)
                .containsEntry(SummaryKeyType.USER_POLICY_SIZE_QUOTA, 2048)
                .containsEntry(SummaryKeyType.USERS_QUOTA, 5000)
                .containsEntry(SummaryKeyType.VERSIONS_PER_POLICY_QUOTA, 5);
    }

    @Test
    void countsWhatIsThere() {
        Map<SummaryKeyType, Integer> before = new HashMap<>(summary());
        assertThat(before)
                .containsEntry(SummaryKeyType.USERS, 1)
                .containsEntry(SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT, 1)
                .containsEntry(SummaryKeyType.ACCOUNT_MFA_ENABLED, 0)
                .containsEntry(SummaryKeyType.ACCOUNT_PASSWORD_PRESENT, 0)
                .containsEntry(SummaryKeyType.POLICY_VERSIONS_IN_USE, 1);

        iam.createUser(in -> in.userName("tyler"));
        iam.createGroup(in -> in.groupName("devs"));
        iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("spare"));
        VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("phone"))
                .virtualMFADevice();
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.enableMFADevice(in -> in.userName("tyler")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant())));
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(SamplePolicies.READ_ONLY));
        iam.attachGroupPolicy(in -> in.groupName("devs").policyArn(SamplePolicies.READ_ONLY));

        before.merge(SummaryKeyType.USERS, 1, Integer::sum);
        before.merge(SummaryKeyType.GROUPS, 1, Integer::sum);
        before.merge(SummaryKeyType.MFA_DEVICES, 2, Integer::sum);
        before.merge(SummaryKeyType.MFA_DEVICES_IN_USE, 1, Integer::sum);
        before.merge(SummaryKeyType.POLICY_VERSIONS_IN_USE, 1, Integer::sum);
        assertThat(summary()).isEqualTo(before);
    }

    /** The same differences as were recorded. */
    @Test
    void countsResourcesOfEveryKind() {
        Map<SummaryKeyType, Integer> before = new HashMap<>(summary());
        String policy = iam.createPolicy(
                        in -> in.policyName("reads").policyDocument(SamplePolicies.allow("s3:GetObject")))
                .policy()
                .arn();
        iam.createRole(in -> in.roleName("app").assumeRolePolicyDocument(RolesTest.TRUST));
        iam.attachRolePolicy(in -> in.roleName("app").policyArn(policy));
        iam.putRolePermissionsBoundary(in -> in.roleName("app").permissionsBoundary(policy));
        iam.createInstanceProfile(in -> in.instanceProfileName("machine"));
        iam.createSAMLProvider(in -> in.name("corporate").samlMetadataDocument(SamlDocuments.METADATA));
        iam.createOpenIDConnectProvider(
                in -> in.url("https://login.example.org").thumbprintList("a".repeat(40)));
        Issued issued = TestCertificates.selfSigned();
        iam.uploadServerCertificate(in ->
                in.serverCertificateName("shop").certificateBody(issued.pem()).privateKey(issued.privateKey()));
        server.iam(account.root()).uploadSigningCertificate(in -> in.certificateBody(issued.pem()));

        for (SummaryKeyType counted : List.of(
                SummaryKeyType.POLICIES,
                SummaryKeyType.POLICY_VERSIONS_IN_USE,
                SummaryKeyType.ROLES,
                SummaryKeyType.INSTANCE_PROFILES,
                SummaryKeyType.PROVIDERS,
                SummaryKeyType.PROVIDERS,
                SummaryKeyType.SERVER_CERTIFICATES,
                SummaryKeyType.ACCOUNT_SIGNING_CERTIFICATES_PRESENT)) {
            before.merge(counted, 1, Integer::sum);
        }
        assertThat(summary()).isEqualTo(before);
    }

    @Test
    void aPolicyThatOnlyBoundsIsInUse() {
        Map<SummaryKeyType, Integer> expected = new HashMap<>(summary());
        expected.merge(SummaryKeyType.USERS, 1, Integer::sum);
        expected.merge(SummaryKeyType.POLICY_VERSIONS_IN_USE, 1, Integer::sum);
        iam.createUser(in -> in.userName("tyler").permissionsBoundary(SamplePolicies.READ_ONLY));
        assertThat(summary()).isEqualTo(expected);
    }
}
