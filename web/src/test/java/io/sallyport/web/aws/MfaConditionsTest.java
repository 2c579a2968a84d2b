// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Of {@code core.account.MfaTruthTableTest} what there is already, over the wire: a key, and its session with MFA. */
class MfaConditionsTest extends ServedAccount {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "Bool": {"aws:MultiFactorAuthPresent": "true"}               | Allow | . | +
            "Bool": {"aws:MultiFactorAuthPresent": "true"}               | Deny  | + | x
            "Bool": {"aws:MultiFactorAuthPresent": "false"}              | Allow | . | .
            "Bool": {"aws:MultiFactorAuthPresent": "false"}              | Deny  | + | +
            "BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}       | Allow | + | +
            "BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}       | Deny  | x | x
            "BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}      | Allow | + | .
            "BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}      | Deny  | x | +
            "Null": {"aws:MultiFactorAuthPresent": "true"}               | Allow | + | .
            "Null": {"aws:MultiFactorAuthPresent": "true"}               | Deny  | x | +
            "NumericLessThan": {"aws:MultiFactorAuthAge": "301"}         | Allow | . | +
            "NumericLessThan": {"aws:MultiFactorAuthAge": "301"}         | Deny  | + | x
            "NumericLessThan": {"aws:MultiFactorAuthAge": "300"}         | Allow | . | .
            "NumericLessThan": {"aws:MultiFactorAuthAge": "300"}         | Deny  | + | +
            "StringEquals": {"sallyport:MfaMethod": "totp"}              | Allow | . | +
            "StringEquals": {"sallyport:MfaMethod": "totp"}              | Deny  | + | x
            "StringEquals": {"sallyport:MfaMethod": "fido"}              | Allow | . | .
            "StringEquals": {"sallyport:MfaMethod": "fido"}              | Deny  | + | +
            """)
    void aKeySaysNothingOfMfaAndItsSessionSaysAll(String condition, String effect, String key, String session) {
        iam.createUser(in -> in.userName("tyler"));
        AwsCredentials longTerm = AwsServer.credentials(
                iam.createAccessKey(in -> in.userName("tyler")).accessKey());
        AwsCredentials withMfa = sessionOfFiveMinutesAgo(longTerm);
        String statement = "{\"Effect\": \"" + effect + "\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {"
                + condition + "}}";
        String allowAll = "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}";
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("one")
                .policyDocument("{\"Version\": \"2012-10-17\", \"Statement\": ["
                        + (effect.equals("Deny") ? allowAll + ", " : "") + statement + "]}"));

        assertThat(outcome(longTerm)).as("long-term key").isEqualTo(key);
        assertThat(outcome(withMfa)).as("session with MFA").isEqualTo(session);
    }

    private AwsCredentials sessionOfFiveMinutesAgo(AwsCredentials key) {
        VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName("phone"))
                .virtualMFADevice();
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.enableMFADevice(in -> in.userName("tyler")
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant())));
        server.clock().forward(AppCodes.STEP);
        AwsCredentials session = AwsServer.credentials(server.sts(key)
                .getSessionToken(in -> in.serialNumber(app.serialNumber())
                        .tokenCode(codes.at(server.clock().instant())))
                .credentials());
        server.clock().forward(Duration.ofMinutes(5));
        return session;
    }

    private String outcome(AwsCredentials caller) {
        try {
            server.iam(caller).listUsers();
            return "+";
        } catch (AwsServiceException refused) {
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            return refused.awsErrorDetails().errorMessage().contains("explicit deny") ? "x" : ".";
        }
    }
}
