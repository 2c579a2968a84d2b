// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What AWS's SDK understood of a refusal. */
final class Refusals {
    private Refusals() {}

    static AwsServiceException assertRefused(ThrowingCallable call, int status, String code) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refusal).as("refused with " + code).isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode())
                .as(refusal.getMessage())
                .isEqualTo(code);
        assertThat(refusal.statusCode()).isEqualTo(status);
        assertThat(refusal.requestId()).isNotEmpty();
        return refusal;
    }

    static void assertRefused(ThrowingCallable call, int status, String code, String message) {
        assertThat(assertRefused(call, status, code).awsErrorDetails().errorMessage())
                .isEqualTo(message);
    }
}
