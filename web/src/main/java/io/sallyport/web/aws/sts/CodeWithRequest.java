// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.mfa.Claimant;
import io.sallyport.core.mfa.CodeAnswer;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.web.aws.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second factor that comes with a request, as {@code SerialNumber} and {@code TokenCode}. */
final class CodeWithRequest {
    /** With the space that AWS writes. */
    private static final String NOT_VALID = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";

    private static final String NOT_HERS =
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid"
                    + " and associated with this user.";

    private final MfaRegistry registry;

    CodeWithRequest(MfaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Uses the code up, or counts a wrong one.
     *
     * @return null where the request has neither
     * @throws IamException {@code ACCESS_DENIED} in AWS's words
     */
    @Nullable MfaEvidence accept(Call call, @Nullable String serialNumber, @Nullable String tokenCode) {
        if (serialNumber == null && tokenCode == null) {
            return null;
        }
        if (serialNumber == null || tokenCode == null) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        }
        CodeAnswer answer = registry.tryCode(
                call.account().mfaDevices(),
                Claimant.of(call.caller().id()),
                List.of(new MfaSerial(serialNumber)),
                tokenCode);
        // Of somebody else's device nothing is told but that, and no code is counted against it.
        return answer.evidence()
                .orElseThrow(() -> new Refusal(
                        new IamException(Kind.ACCESS_DENIED, answer.method() == null ? NOT_HERS : NOT_VALID)));
    }
}
