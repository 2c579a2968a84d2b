// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onAny;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.OutboundKeyring;
import io.sallyport.core.federation.OutboundKey;
import io.sallyport.core.federation.TokenIssuers;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
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
    private final TokenIssuers issuers;
    private final OutboundKeyring keyring;

    public AccountSettingActions(TokenIssuers issuers, OutboundKeyring keyring) {
        this.issuers = issuers;
        this.keyring = keyring;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "SetSecurityTokenServicePreferences",
                        SetSecurityTokenServicePreferencesRequest.class,
                        onAny(),
                        this::setSecurityTokenServicePreferences)
                .changesInSteps(
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

    /** With keys from the start, so that whoever is told of the issuer finds them there. */
    private Supplier<Function<Call, ? extends SdkPojo>> enableOutboundWebIdentityFederation(
            Call call, EnableOutboundWebIdentityFederationRequest in) {
        List<OutboundKeyring.Due> due = keyring.due(call.account().outboundKeys());
        return () -> {
            List<OutboundKey> made = keyring.make(due);
            return acting -> {
                String issuer = acting.account()
                        .settings()
                        .enableOutboundFederation(UUID.randomUUID().toString());
                OutboundKeyring.put(acting.account().outboundKeys(), made);
                return EnableOutboundWebIdentityFederationResponse.builder()
                        .issuerIdentifier(issuers.url(issuer))
                        .build();
            };
        };
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
                .issuerIdentifier(issuers.url(issuer))
                .jwtVendingEnabled(true)
                .build();
    }
}
