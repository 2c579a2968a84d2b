// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.mfa.GuessThrottle;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;

class ChangePasswordTest extends ServedAccount {
    private static final String FIRST = "first-Horse-1";
    private static final String SECOND = "second-Horse-2";
    private static final String REUSED =
            "Policy constraint violation with password reuse prevention during password change.";

    private IamClient tyler;

    @BeforeEach
    void addTyler() {
        tyler = server.iam(newUser("tyler"));
        iam.createLoginProfile(in -> in.userName("tyler").password(FIRST).passwordResetRequired(true));
        iam.putUserPolicy(in ->
                in.userName("tyler").policyName("own").policyDocument(SamplePolicies.allow("iam:ChangePassword")));
    }

    private void change(String old, String next) {
        tyler.changePassword(in -> in.oldPassword(old).newPassword(next));
    }

    private void assertWrong(String old) {
        assertRefused(() -> change(old, "third-Horse-3"), 403, "AccessDenied", "The old password was incorrect.");
    }

    @Test
    void theNewPasswordTakesThePlaceOfTheOld() {
        change(FIRST, SECOND);
        assertWrong(FIRST);
        change(SECOND, "third-Horse-3");
        assertThat(iam.getLoginProfile(in -> in.userName("tyler"))
                        .loginProfile()
                        .passwordResetRequired())
                .isFalse();
    }

    @Test
    void thePolicyIsAskedAndTheSamePasswordIsNoChange() {
        assertRefused(
                () -> change(FIRST, "short"),
                400,
                "PasswordPolicyViolation",
                "Password should have a minimum length of 8, Password should meet 2 more of the following"
                        + " requirements: Password should have at least one uppercase letter, Password should have at"
                        + " least one number, Password should have at least one symbol");
        assertRefused(() -> change(FIRST, FIRST), 400, "PasswordPolicyViolation", REUSED);
        iam.updateAccountPasswordPolicy(in -> in.passwordReusePrevention(24));
        change(FIRST, SECOND);
        assertRefused(() -> change(SECOND, FIRST), 400, "PasswordPolicyViolation", REUSED);
    }

    @Test
    void aWrongOldPasswordLearnsNothingOfThePolicy() {
        assertRefused(() -> change(SECOND, "x"), 403, "AccessDenied", "The old password was incorrect.");
    }

    @Test
    void onlyUsersHaveOne() {
        assertRefused(
                () -> server.iam(account.root())
                        .changePassword(in -> in.oldPassword(FIRST).newPassword(SECOND)),
                400,
                "InvalidUserType",
                "Only IAM Users can change their own password.");
        assertRefused(
                () -> iam.changePassword(in -> in.oldPassword(FIRST).newPassword(SECOND)),
                404,
                "NoSuchEntity",
                "Login Profile for User admin cannot be found.");
    }

    @Test
    void aPolicyOrTheAccountPermitsItAndAnExplicitDenyForbidsIt() {
        iam.deleteUserPolicy(in -> in.userName("tyler").policyName("own"));
        assertRefused(
                () -> change(FIRST, SECOND),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:ChangePassword on resource: "
                        + account.arn("user/tyler")
                        + " because no identity-based policy allows the iam:ChangePassword action");
        iam.updateAccountPasswordPolicy(in -> in.allowUsersToChangePassword(true));
        change(FIRST, SECOND);
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("no")
                .policyDocument(SamplePolicies.allow("iam:ChangePassword").replace("Allow", "Deny")));
        assertRefused(() -> change(SECOND, FIRST), 403, "AccessDenied");
    }

    @Test
    void whoGuessesWaitsButNeitherAnAdministratorNorAnotherUser() {
        IamClient marla = server.iam(newUser("marla"));
        iam.createLoginProfile(in -> in.userName("marla").password(FIRST));
        iam.updateAccountPasswordPolicy(in -> in.allowUsersToChangePassword(true));
        for (int i = 0; i < GuessThrottle.FAILURES; i++) {
            assertWrong("guess " + i);
        }
        assertRefused(() -> change(FIRST, SECOND), 400, "Throttling", "Rate exceeded");
        marla.changePassword(in -> in.oldPassword(FIRST).newPassword(SECOND));
        iam.updateLoginProfile(in -> in.userName("tyler").password(SECOND));
        server.clock().forward(GuessThrottle.WINDOW);
        change(SECOND, "third-Horse-3");
    }

    @Test
    void ofManyChangesAtOnceOneWins() throws InterruptedException {
        List<Throwable> refusals = AtOnce.run(6, number -> change(FIRST, "another-Horse-" + number));
        assertThat(refusals)
                .hasSize(5)
                .allSatisfy(refusal -> assertThat(((AwsServiceException) refusal)
                                .awsErrorDetails()
                                .errorCode())
                        .isIn("EntityTemporarilyUnmodifiable", "AccessDenied"));
    }
}
