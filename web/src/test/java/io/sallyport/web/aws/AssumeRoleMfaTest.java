// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * What a trust policy learns of the second factor of whoever asks: what came with the request, or with the session that
 * asks (IAM User Guide, "Secure API access with MFA").
 */
class AssumeRoleMfaTest extends ServedRoles {
    private static final String MFA = "\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}";

    private AwsCredentials tyler;
    private VirtualMFADevice app;
    private AppCodes codes;

    @BeforeEach
    void giveTylerAnApp() {
        tyler = newUser("tyler");
        app = enabledApp("tyler", "phone");
        codes = new AppCodes(app.base32StringSeed().asUtf8String());
        server.clock().forward(AppCodes.STEP);
    }

    private String roleFor(String condition) {
        return newRole("guarded", trusting("{\"AWS\": \"" + account.arn("user/tyler") + "\"}", condition));
    }

    private String code() {
        return codes.at(server.clock().instant());
    }

    private Consumer<AssumeRoleRequest.Builder> with(String code) {
        return in -> in.serialNumber(app.serialNumber()).tokenCode(code);
    }

    private AwsCredentials session(boolean withMfa) {
        return AwsServer.credentials(server.sts(tyler)
                .getSessionToken(in -> {
                    if (withMfa) {
                        in.serialNumber(app.serialNumber()).tokenCode(code());
                    }
                })
                .credentials());
    }

    @Test
    void aCodeWithTheRequestOpensARoleThatAsksForOneAndIsUsedUp() {
        String role = roleFor(MFA);
        String refusal = denied(account.arn("user/tyler"), "sts:AssumeRole", role);
        assertRefused(() -> assumed(tyler, role), 403, "AccessDenied", refusal);
        assertRefused(() -> assumed(session(false), role), 403, "AccessDenied", refusal);

        String code = code();
        assertThat(assume(tyler, role, with(code)).credentials()).isNotNull();
        assertRefused(
                () -> assume(tyler, role, with(code)),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        assertRefused(
                () -> server.sts(tyler)
                        .getSessionToken(
                                in -> in.serialNumber(app.serialNumber()).tokenCode(code)),
                403,
                "AccessDenied");
        server.clock().forward(AppCodes.STEP);
        assertThat(assume(tyler, role, with(code())).credentials()).isNotNull();
    }

    @Test
    void howeverManyShowACodeAtOnceItOpensOneSession() throws InterruptedException {
        String role = roleFor(MFA);
        String code = code();
        List<Throwable> refused = AtOnce.run(16, number -> {
            if (number % 2 == 0) {
                assume(tyler, role, with(code));
            } else {
                server.sts(tyler)
                        .getSessionToken(
                                in -> in.serialNumber(app.serialNumber()).tokenCode(code));
            }
        });
        assertThat(refused)
                .hasSize(15)
                .allSatisfy(each -> assertThat(each)
                        .hasMessageContaining("MultiFactorAuthentication failed with invalid MFA one time pass code."));
    }

    @Test
    void aCodeIsUsedUpAlsoWhereTheRoleRefuses() {
        String role = roleFor("\"Bool\": {\"sallyport:MfaPhishingResistant\": \"true\"}");
        String code = code();
        assertRefused(
                () -> assume(tyler, role, with(code)),
                403,
                "AccessDenied",
                denied(account.arn("user/tyler"), "sts:AssumeRole", role));
        assertRefused(
                () -> assume(tyler, role, with(code)),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    }

    @Test
    void halfAProofAWrongOneAndSomebodyElsesAreRefused() {
        String role = roleFor(MFA);
        String half = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.";
        assertRefused(() -> assume(tyler, role, in -> in.serialNumber(app.serialNumber())), 403, "AccessDenied", half);
        assertRefused(() -> assume(tyler, role, in -> in.tokenCode("123456")), 403, "AccessDenied", half);
        assertRefused(
                () -> assume(tyler, role, with(code().equals("000000") ? "000001" : "000000")),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        assertRefused(
                () -> assume(account.admin(), role, with(code())),
                403,
                "AccessDenied",
                "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is"
                        + " valid and associated with this user.");
    }

    @Test
    void aRolesSessionCarriesNoMfaHoweverItWasOpened() {
        String role = roleFor(MFA);
        AwsCredentials guarded =
                AwsServer.credentials(assume(tyler, role, with(code())).credentials());
        assertThat(server.iam(guarded).listUsers().users()).isNotEmpty();
        iam.putRolePolicy(in -> in.roleName("guarded").policyName("own").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
                         "Condition": {"Null": {"aws:MultiFactorAuthPresent": "false"}}}}"""));
        assertRefused(() -> server.iam(guarded).listUsers(), 403, "AccessDenied");
        String next = newRole("next", trusting("{\"AWS\": \"" + role + "\"}", MFA));
        assertRefused(() -> assumed(guarded, next), 403, "AccessDenied");
    }

    /** Of each condition of the trust policy: a key, a key with a code, and five minutes old sessions. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "Bool": {"aws:MultiFactorAuthPresent": "true"}               | . | + | . | +
            "Bool": {"aws:MultiFactorAuthPresent": "false"}              | . | . | + | .
            "BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}       | + | + | . | +
            "BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}      | + | . | + | .
            "Null": {"aws:MultiFactorAuthPresent": "true"}               | + | . | . | .
            "Null": {"aws:MultiFactorAuthAge": "true"}                   | + | . | + | .
            "NumericLessThan": {"aws:MultiFactorAuthAge": "301"}         | . | + | . | +
            "NumericLessThan": {"aws:MultiFactorAuthAge": "300"}         | . | + | . | .
            "NumericEquals": {"aws:MultiFactorAuthAge": "0"}             | . | + | . | .
            "StringEquals": {"sallyport:MfaMethod": "totp"}              | . | + | . | +
            "StringEquals": {"sallyport:MfaMethod": "fido"}              | . | . | . | .
            "Bool": {"sallyport:MfaAttested": "false"}                   | . | + | . | +
            """)
    void everyCallerMeetsEveryConditionOfTheTrustPolicy(
            String condition, String key, String keyWithCode, String session, String sessionWithMfa) {
        String role = roleFor(condition);
        AwsCredentials plain = session(false);
        AwsCredentials proven = session(true);
        server.clock().forward(Duration.ofMinutes(5));

        assertThat(outcome(tyler, role, in -> {})).as("long-term key").isEqualTo(key);
        assertThat(outcome(tyler, role, with(code()))).as("key with a code").isEqualTo(keyWithCode);
        assertThat(outcome(plain, role, in -> {})).as("session").isEqualTo(session);
        assertThat(outcome(proven, role, in -> {})).as("session with MFA").isEqualTo(sessionWithMfa);
    }

    private String outcome(AwsCredentials who, String role, Consumer<AssumeRoleRequest.Builder> more) {
        try {
            assume(who, role, more);
            return "+";
        } catch (AwsServiceException refused) {
            assertThat(refused.awsErrorDetails().errorMessage())
                    .isEqualTo(denied(account.arn("user/tyler"), "sts:AssumeRole", role));
            return ".";
        }
    }
}
