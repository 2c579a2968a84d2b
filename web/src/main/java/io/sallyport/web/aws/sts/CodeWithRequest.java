// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.web.aws.Call;
import org.jspecify.annotations.Nullable;

/** The second factor that comes with a request, as {@code SerialNumber} and {@code TokenCode}. */
final class CodeWithRequest {
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
        MfaSerial serial = new MfaSerial(serialNumber);
        requireOwn(call, serial);
        return registry.acceptCode(call.account().mfaDevices(), call.caller().id(), serial, tokenCode)
                .orElseThrow(() -> new Refusal(new IamException(
                        Kind.ACCESS_DENIED,
                        // With the space that AWS writes.
                        "MultiFactorAuthentication failed with invalid MFA one time pass code. ")));
    }

    /** Of somebody else's device nothing is told but that, and no code is counted against it. */
    private static void requireOwn(Call call, MfaSerial serial) {
        boolean own = call.account()
                .mfaDevices()
                .find(serial)
                .filter(CodeDevice.class::isInstance)
                .filter(device -> call.caller().id().equals(device.owner()))
                .isPresent();
        if (!own) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial"
                            + " number is valid and associated with this user.");
        }
    }
}
