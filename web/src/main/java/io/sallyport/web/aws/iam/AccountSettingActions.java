// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onAny;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.UUID;
import software.amazon.awssdk.services.iam.model.DisableOutboundWebIdentityFederationRequest;
import software.amazon.awssdk.services.iam.model.DisableOutboundWebIdentityFederationResponse;
import software.amazon.awssdk.services.iam.model.EnableOutboundWebIdentityFederationRequest;
import software.amazon.awssdk.services.iam.model.EnableOutboundWebIdentityFederationResponse;
import software.amazon.awssdk.services.iam.model.GetOutboundWebIdentityFederationInfoRequest;
import software.amazon.awssdk.services.iam.model.GetOutboundWebIdentityFederationInfoResponse;
import software.amazon.awssdk.services.iam.model.GlobalEndpointTokenVersion;
import software.amazon.awssdk.services.iam.model.SetSecurityTokenServicePreferencesRequest;
import software.amazon.awssdk.services.iam.model.SetSecurityTokenServicePreferencesResponse;

/** What an account chooses for itself: the tokens of the global endpoint, tokens for other systems. */
public final class AccountSettingActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "SetSecurityTokenServicePreferences",
                        SetSecurityTokenServicePreferencesRequest.class,
                        onAny(),
                        this::setSecurityTokenServicePreferences)
                .changes(
                        "EnableOutboundWebIdentityFederation",
                        EnableOutboundWebIdentityFederationRequest.class,
                        onAny(),
                        this::enableOutboundWebIdentityFederation)
                .changes(
                        "DisableOutboundWebIdentityFederation",
                        DisableOutboundWebIdentityFederationRequest.class,
                        onAny(),
                        this::disableOutboundWebIdentityFederation)
                .reads(
                        "GetOutboundWebIdentityFederationInfo",
                        GetOutboundWebIdentityFederationInfoRequest.class,
                        onAny(),
                        this::getOutboundWebIdentityFederationInfo);
    }

    private SetSecurityTokenServicePreferencesResponse setSecurityTokenServicePreferences(
            Call call, SetSecurityTokenServicePreferencesRequest in) {
        call.account()
                .settings()
                .setGlobalEndpointTokenVersion(
                        in.globalEndpointTokenVersion() == GlobalEndpointTokenVersion.V2_TOKEN ? 2 : 1);
        return SetSecurityTokenServicePreferencesResponse.builder().build();
    }

    private EnableOutboundWebIdentityFederationResponse enableOutboundWebIdentityFederation(
            Call call, EnableOutboundWebIdentityFederationRequest in) {
        String issuer = call.account()
                .settings()
                .enableOutboundFederation(UUID.randomUUID().toString());
        return EnableOutboundWebIdentityFederationResponse.builder()
                .issuerIdentifier(url(issuer))
                .build();
    }

    private DisableOutboundWebIdentityFederationResponse disableOutboundWebIdentityFederation(
            Call call, DisableOutboundWebIdentityFederationRequest in) {
        call.account().settings().disableOutboundFederation();
        return DisableOutboundWebIdentityFederationResponse.builder().build();
    }

    private GetOutboundWebIdentityFederationInfoResponse getOutboundWebIdentityFederationInfo(
            Call call, GetOutboundWebIdentityFederationInfoRequest in) {
        String issuer = call.account()
                .settings()
                .outboundIssuer()
                .orElseThrow(() -> new IamException(
                        Kind.FEATURE_DISABLED,
                        "Outbound identity federation is disabled for account "
                                + call.account().id()));
        return GetOutboundWebIdentityFederationInfoResponse.builder()
                .issuerIdentifier(url(issuer))
                .jwtVendingEnabled(true)
                .build();
    }

    /** In the shape that AWS gives it. No token is issued yet, so nobody looks there for keys. */
    private static String url(String issuer) {
        return "https://" + issuer + ".tokens.sts.global.api.aws";
    }
}
