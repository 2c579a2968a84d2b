// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.AddClientIdToOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.AddClientIdToOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.RemoveClientIdFromOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.RemoveClientIdFromOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.UpdateOpenIdConnectProviderThumbprintRequest;
import software.amazon.awssdk.services.iam.model.UpdateOpenIdConnectProviderThumbprintResponse;

/** The lists of an OpenID Connect provider: its client ids and its thumbprints. */
public final class OidcProviderListActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "AddClientIDToOpenIDConnectProvider",
                        AddClientIdToOpenIdConnectProviderRequest.class,
                        onArn((call, in) -> ProviderArns.OIDC
                                .parse(in.openIDConnectProviderArn())
                                .toString()),
                        this::addClientIdToOpenIdConnectProvider)
                .changes(
                        "RemoveClientIDFromOpenIDConnectProvider",
                        RemoveClientIdFromOpenIdConnectProviderRequest.class,
                        onArn((call, in) -> ProviderArns.OIDC
                                .parse(in.openIDConnectProviderArn())
                                .toString()),
                        this::removeClientIdFromOpenIdConnectProvider)
                .changes(
                        "UpdateOpenIDConnectProviderThumbprint",
                        UpdateOpenIdConnectProviderThumbprintRequest.class,
                        onArn((call, in) -> ProviderArns.OIDC
                                .parse(in.openIDConnectProviderArn())
                                .toString()),
                        this::updateOpenIdConnectProviderThumbprint);
    }

    private AddClientIdToOpenIdConnectProviderResponse addClientIdToOpenIdConnectProvider(
            Call call, AddClientIdToOpenIdConnectProviderRequest in) {
        call.account()
                .oidcProviders()
                .change(
                        ProviderArns.OIDC.parse(in.openIDConnectProviderArn()),
                        provider -> provider.withClientId(in.clientID()));
        return AddClientIdToOpenIdConnectProviderResponse.builder().build();
    }

    private RemoveClientIdFromOpenIdConnectProviderResponse removeClientIdFromOpenIdConnectProvider(
            Call call, RemoveClientIdFromOpenIdConnectProviderRequest in) {
        call.account()
                .oidcProviders()
                .change(
                        ProviderArns.OIDC.parse(in.openIDConnectProviderArn()),
                        provider -> provider.withoutClientId(in.clientID()));
        return RemoveClientIdFromOpenIdConnectProviderResponse.builder().build();
    }

    private UpdateOpenIdConnectProviderThumbprintResponse updateOpenIdConnectProviderThumbprint(
            Call call, UpdateOpenIdConnectProviderThumbprintRequest in) {
        call.account()
                .oidcProviders()
                .change(
                        ProviderArns.OIDC.parse(in.openIDConnectProviderArn()),
                        provider -> provider.withThumbprints(in.thumbprintList()));
        return UpdateOpenIdConnectProviderThumbprintResponse.builder().build();
    }
}
