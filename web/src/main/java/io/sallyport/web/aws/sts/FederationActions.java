// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.account.FederationTokens;
import io.sallyport.core.account.SessionRequest;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import java.util.List;
import software.amazon.awssdk.services.sts.model.FederatedUser;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;

/** Temporary credentials for somebody whom no IAM user is. */
public final class FederationActions {
    private final FederationTokens tokens;

    public FederationActions(FederationTokens tokens) {
        this.tokens = tokens;
    }

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                "GetFederationToken",
                GetFederationTokenRequest.class,
                Authorisation.onArn(
                        (call, in) -> call.account()
                                .id()
                                .sts("federated-user/" + in.name())
                                .toString(),
                        FederationActions::putTags,
                        in -> in.tags().isEmpty() ? List.of() : List.of("TagSession")),
                this::getFederationToken);
    }

    private static void putTags(GetFederationTokenRequest in, RequestContext.Builder keys) {
        wanted(in).putTags(keys);
    }

    private static SessionRequest wanted(GetFederationTokenRequest in) {
        return SessionRequest.named(in.name())
                .lasting(in.durationSeconds())
                .narrowedBy(in.policy(), StsWire.arns(in.policyArns()))
                .tagged(StsWire.tags(in.tags()), List.of());
    }

    @SuppressWarnings("deprecation") // PackedPolicySize: the SDK deprecates it, AWS answers with it
    private GetFederationTokenResponse getFederationToken(Call call, GetFederationTokenRequest in) {
        FederationTokens.Opened opened = tokens.open(call.account(), call.caller(), wanted(in));
        return GetFederationTokenResponse.builder()
                .credentials(StsWire.credentials(opened.issued()))
                .federatedUser(FederatedUser.builder()
                        .arn(opened.arn().toString())
                        .federatedUserId(opened.userId())
                        .build())
                .packedPolicySize(opened.packedSize())
                .build();
    }
}
