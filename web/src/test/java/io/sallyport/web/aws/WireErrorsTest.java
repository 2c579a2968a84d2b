// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Refusal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireErrorsTest {
    /** IAM API Reference: the errors of each action, and Common Errors. */
    private static final Map<Kind, String> DOCUMENTED = new EnumMap<>(Map.ofEntries(
            Map.entry(Kind.ACCESS_DENIED, "403 AccessDenied"),
            Map.entry(Kind.CONCURRENT_MODIFICATION, "409 ConcurrentModification"),
            Map.entry(Kind.DELETE_CONFLICT, "409 DeleteConflict"),
            Map.entry(Kind.DUPLICATE_CERTIFICATE, "409 DuplicateCertificate"),
            Map.entry(Kind.DUPLICATE_SSH_PUBLIC_KEY, "400 DuplicateSSHPublicKey"),
            Map.entry(Kind.ENTITY_ALREADY_EXISTS, "409 EntityAlreadyExists"),
            Map.entry(Kind.ENTITY_TEMPORARILY_UNMODIFIABLE, "409 EntityTemporarilyUnmodifiable"),
            Map.entry(Kind.EXPIRED_TRADE_IN_TOKEN, "400 ExpiredTradeInTokenException"),
            Map.entry(Kind.FEATURE_DISABLED, "404 FeatureDisabled"),
            Map.entry(Kind.FEATURE_ENABLED, "409 FeatureEnabled"),
            Map.entry(Kind.INVALID_AUTHENTICATION_CODE, "403 InvalidAuthenticationCode"),
            Map.entry(Kind.INVALID_CERTIFICATE, "400 InvalidCertificate"),
            Map.entry(Kind.INVALID_INPUT, "400 InvalidInput"),
            Map.entry(Kind.INVALID_PARAMETER_VALUE, "400 InvalidParameterValue"),
            Map.entry(Kind.INVALID_PUBLIC_KEY, "400 InvalidPublicKey"),
            Map.entry(Kind.INVALID_USER_TYPE, "400 InvalidUserType"),
            Map.entry(Kind.KEY_PAIR_MISMATCH, "400 KeyPairMismatch"),
            Map.entry(Kind.LIMIT_EXCEEDED, "409 LimitExceeded"),
            Map.entry(Kind.MALFORMED_CERTIFICATE, "400 MalformedCertificate"),
            Map.entry(Kind.MALFORMED_POLICY_DOCUMENT, "400 MalformedPolicyDocument"),
            Map.entry(Kind.NO_SUCH_ENTITY, "404 NoSuchEntity"),
            Map.entry(Kind.NOT_SUPPORTED_SERVICE, "404 NotSupportedService"),
            Map.entry(Kind.OPEN_ID_IDP_COMMUNICATION_ERROR, "400 OpenIdIdpCommunicationError"),
            Map.entry(Kind.ORGANIZATION_NOT_FOUND, "400 OrganizationNotFoundException"),
            Map.entry(Kind.PACKED_POLICY_TOO_LARGE, "400 PackedPolicyTooLarge"),
            Map.entry(Kind.PASSWORD_POLICY_VIOLATION, "400 PasswordPolicyViolation"),
            Map.entry(Kind.POLICY_NOT_ATTACHABLE, "400 PolicyNotAttachable"),
            Map.entry(Kind.REPORT_EXPIRED, "410 ReportExpired"),
            Map.entry(Kind.REPORT_IN_PROGRESS, "404 ReportInProgress"),
            Map.entry(Kind.REPORT_NOT_PRESENT, "410 ReportNotPresent"),
            Map.entry(Kind.SERVICE_UNAVAILABLE, "503 ServiceUnavailable"),
            Map.entry(Kind.UNMODIFIABLE_ENTITY, "400 UnmodifiableEntity"),
            Map.entry(Kind.UNRECOGNIZED_PUBLIC_KEY_ENCODING, "400 UnrecognizedPublicKeyEncoding"),
            Map.entry(Kind.VALIDATION_ERROR, "400 ValidationError")));

    @ParameterizedTest
    @EnumSource
    void everyKindHasTheDocumentedCodeAndStatus(Kind kind) {
        WireError error = WireErrors.of(new IamException(kind, "Said so."));

        assertThat(error.status() + " " + error.code()).isEqualTo(DOCUMENTED.get(kind));
        assertThat(error.message()).isEqualTo("Said so.");
        assertThat(error.fault()).isEqualTo(error.status() < 500 ? WireError.Fault.SENDER : WireError.Fault.RECEIVER);
    }

    @Test
    void codesAreDistinct() {
        assertThat(Arrays.stream(Kind.values())
                        .map(kind -> WireErrors.of(new IamException(kind, "")).code()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aRefusalIsToldByItsReason() {
        assertThat(WireErrors.of(new Refusal(new IamException(Kind.ACCESS_DENIED, "No."))))
                .isEqualTo(WireError.sender(403, "AccessDenied", "No."));
    }

    @Test
    void anUnexpectedFailureIsToldWithoutDetail() {
        WireError error = WireErrors.of(new IllegalStateException("canary"));

        assertThat(error.status()).isEqualTo(500);
        assertThat(error.code()).isEqualTo("InternalFailure");
        assertThat(error.fault()).isEqualTo(WireError.Fault.RECEIVER);
        assertThat(error.message()).doesNotContain("canary");
    }
}
