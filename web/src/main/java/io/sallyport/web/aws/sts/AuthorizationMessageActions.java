// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.account.AuthorizationMessages;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageRequest;
import software.amazon.awssdk.services.sts.model.DecodeAuthorizationMessageResponse;

/** Why was that denied? */
public final class AuthorizationMessageActions {
    private final AuthorizationMessages messages;

    public AuthorizationMessageActions(AuthorizationMessages messages) {
        this.messages = messages;
    }

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                "DecodeAuthorizationMessage",
                DecodeAuthorizationMessageRequest.class,
                Authorisation.onAny(),
                this::decodeAuthorizationMessage);
    }

    private DecodeAuthorizationMessageResponse decodeAuthorizationMessage(
            Call call, DecodeAuthorizationMessageRequest in) {
        return DecodeAuthorizationMessageResponse.builder()
                .decodedMessage(messages.decode(call.account().id(), in.encodedMessage()))
                .build();
    }
}
