// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** Temporary credentials for oneself, by which a second factor reaches the API. */
public final class SessionActions {
    private static final Duration DEFAULT = Duration.ofHours(12);
    private static final Duration LONGEST_OF_ROOT = Duration.ofHours(1);

    private final MfaRegistry registry;
    private final SessionTokens tokens;

    public SessionActions(MfaRegistry registry, SessionTokens tokens) {
        this.registry = registry;
        this.tokens = tokens;
    }

    public void bind(Actions.Builder<Call> on) {
        // The session itself is no row; the code that opens it is used up in this transaction.
        on.changes(
                "GetSessionToken", GetSessionTokenRequest.class, Authorisation.signatureOnly(), this::getSessionToken);
    }

    private GetSessionTokenResponse getSessionToken(Call call, GetSessionTokenRequest in) {
        Caller caller = call.caller();
        SessionTokens.Issued issued =
                tokens.issue(caller.account(), caller.id(), lifetime(caller, in.durationSeconds()), evidence(call, in));
        return GetSessionTokenResponse.builder()
                .credentials(StsWire.credentials(issued))
                .build();
    }

    private static Duration lifetime(Caller caller, @Nullable Integer seconds) {
        Duration wanted = seconds == null ? DEFAULT : Duration.ofSeconds(seconds);
        return caller.isRoot() && wanted.compareTo(LONGEST_OF_ROOT) > 0 ? LONGEST_OF_ROOT : wanted;
    }

    private @Nullable MfaEvidence evidence(Call call, GetSessionTokenRequest in) {
        if (in.serialNumber() == null && in.tokenCode() == null) {
            return null;
        }
        if (in.serialNumber() == null || in.tokenCode() == null) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        }
        MfaSerial serial = new MfaSerial(in.serialNumber());
        requireOwn(call, serial);
        return registry.acceptCode(call.account().mfaDevices(), call.caller().id(), serial, in.tokenCode())
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
