// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PasswordPolicy;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;

class PasswordPolicyTest extends ServedAccount {
    private static final PasswordPolicy DEFAULTS = PasswordPolicy.builder()
            .minimumPasswordLength(6)
            .requireSymbols(false)
            .requireNumbers(false)
            .requireUppercaseCharacters(false)
            .requireLowercaseCharacters(false)
            .allowUsersToChangePassword(false)
            .expirePasswords(false)
            .build();

    private PasswordPolicy policy() {
        return iam.getAccountPasswordPolicy().passwordPolicy();
    }

    @Test
    void whatIsNotGivenIsTheDefaultOrAbsent() {
        iam.updateAccountPasswordPolicy(in -> {});
        assertThat(policy()).isEqualTo(DEFAULTS);
        iam.updateAccountPasswordPolicy(in -> in.hardExpiry(false));
        assertThat(policy()).isEqualTo(DEFAULTS.toBuilder().hardExpiry(false).build());
    }

    @Test
    void everyMemberComesBackAndTheNextUpdateReplacesThemAll() {
        iam.updateAccountPasswordPolicy(UpdateAccountPasswordPolicyRequest.builder()
                .allowUsersToChangePassword(true)
                .hardExpiry(true)
                .maxPasswordAge(60)
                .minimumPasswordLength(10)
                .passwordReusePrevention(3)
                .requireLowercaseCharacters(true)
                .requireNumbers(true)
                .requireSymbols(true)
                .requireUppercaseCharacters(true)
                .build());
        assertThat(policy())
                .isEqualTo(PasswordPolicy.builder()
                        .allowUsersToChangePassword(true)
                        .expirePasswords(true)
                        .hardExpiry(true)
                        .maxPasswordAge(60)
                        .minimumPasswordLength(10)
                        .passwordReusePrevention(3)
                        .requireLowercaseCharacters(true)
                        .requireNumbers(true)
                        .requireSymbols(true)
                        .requireUppercaseCharacters(true)
                        .build());
        iam.updateAccountPasswordPolicy(in -> in.minimumPasswordLength(128));
        assertThat(policy())
                .isEqualTo(DEFAULTS.toBuilder().minimumPasswordLength(128).build());
    }

    @Test
    void valuesOutOfRangeAreNamedTogether() {
        assertRefused(
                () -> iam.updateAccountPasswordPolicy(
                        in -> in.maxPasswordAge(1096).minimumPasswordLength(129).passwordReusePrevention(25)),
                400,
                "ValidationError",
                "3 validation errors detected: Value at 'minimumPasswordLength' failed to satisfy constraint: Member must have value less than or equal to 128; Value at 'passwordReusePrevention' failed to satisfy constraint: Member must have value less than or equal to 24; Value at 'maxPasswordAge' failed to satisfy constraint: Member must have value less than or equal to 1095");
        assertRefused(
                () -> iam.updateAccountPasswordPolicy(in -> in.minimumPasswordLength(5)),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'minimumPasswordLength' failed to satisfy constraint: Member must have value greater than or equal to 6");
        noPolicy();
    }

    private void noPolicy() {
        assertRefused(
                () -> iam.getAccountPasswordPolicy(),
                404,
                "NoSuchEntity",
                "The Password Policy with domain name " + account.id() + " cannot be found.");
    }

    @Test
    void aPolicyIsDeletedOnce() {
        iam.updateAccountPasswordPolicy(in -> {});
        iam.deleteAccountPasswordPolicy();
        noPolicy();
        assertRefused(
                () -> iam.deleteAccountPasswordPolicy(),
                404,
                "NoSuchEntity",
                "The account policy with name PasswordPolicy cannot be found.");
    }

    @Test
    void usersWhoMayChangeTheirPasswordsMaySeeWhatIsAskedOfThem() {
        IamClient tyler = server.iam(newUser("tyler"));
        iam.updateAccountPasswordPolicy(in -> {});
        assertRefused(
                () -> tyler.getAccountPasswordPolicy(),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:GetAccountPasswordPolicy on"
                        + " resource: * because no identity-based policy allows the iam:GetAccountPasswordPolicy action");
        iam.updateAccountPasswordPolicy(in -> in.allowUsersToChangePassword(true));
        assertThat(tyler.getAccountPasswordPolicy().passwordPolicy().allowUsersToChangePassword())
                .isTrue();
        assertRefused(() -> tyler.updateAccountPasswordPolicy(in -> {}), 403, "AccessDenied");
        assertRefused(() -> tyler.deleteAccountPasswordPolicy(), 403, "AccessDenied");
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("no")
                .policyDocument(
                        SamplePolicies.allow("iam:GetAccountPasswordPolicy").replace("Allow", "Deny")));
        assertRefused(() -> tyler.getAccountPasswordPolicy(), 403, "AccessDenied");
    }
}
