// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.account.Caller;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
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

    private final CodeWithRequest code;
    private final SessionTokens tokens;

    public SessionActions(MfaRegistry registry, SessionTokens tokens) {
        this.code = new CodeWithRequest(registry);
        this.tokens = tokens;
    }

    public void bind(Actions.Builder<Call> on) {
        // The session itself is no row; the code that opens it is used up in this transaction.
        on.changes(
                "GetSessionToken", GetSessionTokenRequest.class, Authorisation.signatureOnly(), this::getSessionToken);
    }

    private GetSessionTokenResponse getSessionToken(Call call, GetSessionTokenRequest in) {
        return open(call.caller(), in, code.accept(call, in.serialNumber(), in.tokenCode()));
    }

    /** @param shown the second factor; null for none */
    GetSessionTokenResponse open(Caller caller, GetSessionTokenRequest in, @Nullable MfaEvidence shown) {
        SessionTokens.Issued issued =
                tokens.issue(caller.account(), caller.id(), lifetime(caller, in.durationSeconds()), shown);
        return GetSessionTokenResponse.builder()
                .credentials(StsWire.credentials(issued))
                .build();
    }

    private static Duration lifetime(Caller caller, @Nullable Integer seconds) {
        Duration wanted = seconds == null ? DEFAULT : Duration.ofSeconds(seconds);
        return caller.isRoot() && wanted.compareTo(LONGEST_OF_ROOT) > 0 ? LONGEST_OF_ROOT : wanted;
    }
}
