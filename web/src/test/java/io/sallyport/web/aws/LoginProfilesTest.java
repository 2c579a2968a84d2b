// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LoginProfile;

class LoginProfilesTest extends ServedAccount {
    private static final String PASSWORD = "correct-Horse-9";
    private static final String NONE = "Login Profile for User tyler cannot be found.";
    private static final String REUSED =
            "Policy constraint violation with password reuse prevention during password change.";

    @BeforeEach
    void addTyler() {
        iam.createUser(in -> in.userName("tyler"));
    }

    private LoginProfile create(String password) {
        return iam.createLoginProfile(in -> in.userName("tyler").password(password))
                .loginProfile();
    }

    private LoginProfile tylers() {
        return iam.getLoginProfile(in -> in.userName("tyler")).loginProfile();
    }

    private void update(String password) {
        iam.updateLoginProfile(in -> in.userName("tyler").password(password));
    }

    @Test
    void aProfileIsMadeShownChangedAndDeleted() {
        Instant created = server.clock().instant();
        assertThat(create(PASSWORD)).isEqualTo(tylers());
        server.clock().forward(Duration.ofDays(1));
        iam.updateLoginProfile(
                in -> in.userName("tyler").password("another-Horse-9").passwordResetRequired(true));
        assertThat(tylers())
                .isEqualTo(LoginProfile.builder()
                        .userName("tyler")
                        .createDate(created)
                        .passwordResetRequired(true)
                        .build());
        iam.deleteLoginProfile(in -> in.userName("tyler"));
        assertRefused(this::tylers, 404, "NoSuchEntity", NONE);
        assertThat(create(PASSWORD).createDate()).isEqualTo(server.clock().instant());
    }

    @Test
    void withoutAPasswordOnlyTheResetChangesAndWithoutAResetOnlyThePassword() {
        create(PASSWORD);
        iam.updateLoginProfile(in -> in.userName("tyler").passwordResetRequired(true));
        assertThat(tylers().passwordResetRequired()).isTrue();
        update("another-Horse-9");
        assertThat(tylers().passwordResetRequired()).isTrue();
        iam.updateLoginProfile(in -> in.userName("tyler").passwordResetRequired(false));
        assertThat(tylers().passwordResetRequired()).isFalse();
        iam.updateLoginProfile(in -> in.userName("tyler"));
        assertThat(tylers().passwordResetRequired()).isFalse();
    }

    @Test
    void withoutAUserNameItIsTheCallers() {
        iam.createLoginProfile(in -> in.password(PASSWORD));
        assertThat(iam.getLoginProfile(in -> {}).loginProfile().userName()).isEqualTo("admin");
        iam.deleteLoginProfile(in -> {});
        assertRefused(
                () -> iam.getLoginProfile(in -> {}),
                404,
                "NoSuchEntity",
                "Login Profile for User admin cannot be found.");
        IamClient root = server.iam(account.root());
        List<ThrowingCallable> roots = List.of(
                () -> root.createLoginProfile(in -> in.password(PASSWORD)),
                () -> root.getLoginProfile(in -> {}),
                () -> root.deleteLoginProfile(in -> {}));
        for (ThrowingCallable call : roots) {
            assertRefused(call, 400, "ValidationError", "Must specify userName when calling with non-User credentials");
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        List<ThrowingCallable> withoutProfile = List.of(
                this::tylers,
                () -> update(PASSWORD),
                () -> iam.updateLoginProfile(in -> in.userName("tyler").passwordResetRequired(true)),
                () -> iam.deleteLoginProfile(in -> in.userName("tyler")));
        for (ThrowingCallable call : withoutProfile) {
            assertRefused(call, 404, "NoSuchEntity", NONE);
        }
        List<ThrowingCallable> withoutUser = List.of(
                () -> iam.createLoginProfile(in -> in.userName("nobody").password(PASSWORD)),
                () -> iam.getLoginProfile(in -> in.userName("nobody")),
                () -> iam.updateLoginProfile(in -> in.userName("nobody").password(PASSWORD)),
                () -> iam.deleteLoginProfile(in -> in.userName("nobody")));
        for (ThrowingCallable call : withoutUser) {
            assertRefused(call, 404, "NoSuchEntity", "The user with name nobody cannot be found.");
        }
    }

    @Test
    void aSecondProfileIsRefusedWhateverItsPassword() {
        create(PASSWORD);
        assertRefused(() -> create("x"), 409, "EntityAlreadyExists", "Login Profile for user tyler already exists.");
    }

    @Test
    void theAccountsPolicyIsAskedAndEveryViolationNamed() {
        iam.updateAccountPasswordPolicy(in -> in.minimumPasswordLength(14)
                .requireNumbers(true)
                .requireSymbols(true)
                .requireUppercaseCharacters(true)
                .requireLowercaseCharacters(true));
        assertRefused(
                () -> create("lower"),
                400,
                "PasswordPolicyViolation",
                "Password should have a minimum length of 14, Password should have at least one uppercase letter,"
                        + " Password should have at least one number, Password should have at least one symbol");
        create("Long-enough-by-14");
        assertRefused(
                () -> update("UPPER-CASE-ALONE-1"),
                400,
                "PasswordPolicyViolation",
                "Password should have at least one lowercase letter");
        iam.updateAccountPasswordPolicy(in -> {});
        update("lower!");
    }

    @Test
    void asManyEarlierPasswordsAsThePolicySaysDoNotComeAgain() {
        iam.updateAccountPasswordPolicy(in -> in.passwordReusePrevention(2));
        create("first-Horse-1");
        assertReused("first-Horse-1");
        update("second-Horse-2");
        update("third-Horse-3");
        assertReused("first-Horse-1");
        assertReused("second-Horse-2");
        assertReused("third-Horse-3");
        iam.deleteLoginProfile(in -> in.userName("tyler"));
        assertRefused(() -> create("third-Horse-3"), 400, "PasswordPolicyViolation", REUSED);
        create("first-Horse-1");
    }

    private void assertReused(String password) {
        assertRefused(() -> update(password), 400, "PasswordPolicyViolation", REUSED);
    }

    @Test
    void withoutThatRuleAnAdministratorMayGiveTheSameAgain() {
        create(PASSWORD);
        update(PASSWORD);
    }

    @Test
    void ofChangesAtOnceSomeAreToldToTryAgain() throws InterruptedException {
        create(PASSWORD);
        List<Throwable> refusals = AtOnce.run(8, number -> update("another-Horse-" + number));
        assertThat(refusals)
                .hasSizeLessThan(8)
                .allSatisfy(refusal -> assertRefused(
                        () -> {
                            throw refusal;
                        },
                        409,
                        "EntityTemporarilyUnmodifiable",
                        "Login Profile for User tyler cannot be modified while login profile is being modified."));
    }

    @Test
    void whoMayNotChangeItLearnsNothingOfThePolicy() {
        IamClient marla = server.iam(newUser("marla"));
        create(PASSWORD);
        List<ThrowingCallable> calls = List.of(
                () -> marla.createLoginProfile(in -> in.userName("tyler").password("x")),
                () -> marla.getLoginProfile(in -> in.userName("tyler")),
                () -> marla.updateLoginProfile(in -> in.userName("tyler").password("x")),
                () -> marla.deleteLoginProfile(in -> in.userName("tyler")));
        for (ThrowingCallable call : calls) {
            assertRefused(call, 403, "AccessDenied");
        }
    }

    @Test
    void createLoginProfileIsForTheCallerByDefault() {
        LoginProfile profile = iam.createLoginProfile(
                        in -> in.password("correct-Horse-9").passwordResetRequired(true))
                .loginProfile();

        assertThat(profile.userName()).isEqualTo("admin");
        assertThat(profile.passwordResetRequired()).isTrue();
        assertThat(profile.createDate()).isEqualTo(server.clock().instant());
    }

    @Test
    void createLoginProfileAsksForNoResetUnlessToldTo() {
        assertThat(iam.createLoginProfile(in -> in.userName("tyler").password("correct-Horse-9"))
                        .loginProfile()
                        .passwordResetRequired())
                .isFalse();
    }

    @Test
    void refusesAPasswordThatTheDefaultPolicyForbids() {
        for (String weak : List.of("sH0rt!", "onlylowercase", "lower1234")) {
            assertRefused(() -> iam.createLoginProfile(in -> in.password(weak)), 400, "PasswordPolicyViolation");
        }
        iam.createUser(in -> in.userName("Tyler-Durden-1"));
        assertRefused(
                () -> iam.createLoginProfile(in -> in.userName("Tyler-Durden-1").password("Tyler-Durden-1")),
                400,
                "PasswordPolicyViolation",
                "Password should not be identical to your account name or email address");
    }

    @Test
    void rootHasNoUserNameToDefaultTo() {
        assertRefused(
                () -> server.iam(account.root()).createLoginProfile(in -> in.password("correct-Horse-9")),
                400,
                "ValidationError",
                "Must specify userName when calling with non-User credentials");
    }

    @Test
    void createLoginProfileWithoutAPasswordIsRefused() {
        assertRefused(() -> iam.createLoginProfile(in -> in.userName("admin")), 400, "ValidationError");
    }
}
