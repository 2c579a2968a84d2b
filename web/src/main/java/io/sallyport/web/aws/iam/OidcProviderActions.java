// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.federation.OidcProvider;
import io.sallyport.core.federation.OidcProviderUrl;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.name.Arn;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;

/**
 * OpenID Connect providers. AWS asks the provider for a thumbprint where a request gives none; this server calls nobody
 * and keeps none, which is enough for a provider whose certificate is trusted anyway.
 */
public final class OidcProviderActions {
    private final InstantSource clock;

    public OidcProviderActions(InstantSource clock) {
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateOpenIDConnectProvider",
                        CreateOpenIdConnectProviderRequest.class,
                        onArn(
                                (call, in) -> OidcProviderUrl.parse(in.url())
                                        .arn(call.account().id())
                                        .toString(),
                                (in, keys) -> TagMembers.put(keys, in.tags()),
                                in -> in.tags().isEmpty() ? List.of() : List.of("TagOpenIDConnectProvider")),
                        this::createOpenIdConnectProvider)
                .reads(
                        "GetOpenIDConnectProvider",
                        GetOpenIdConnectProviderRequest.class,
                        onArn((call, in) -> ProviderArns.OIDC
                                .parse(in.openIDConnectProviderArn())
                                .toString()),
                        this::getOpenIdConnectProvider)
                .reads(
                        "ListOpenIDConnectProviders",
                        ListOpenIdConnectProvidersRequest.class,
                        onArn((call, in) -> ProviderArns.OIDC.all(call)),
                        this::listOpenIdConnectProviders)
                .changes(
                        "DeleteOpenIDConnectProvider",
                        DeleteOpenIdConnectProviderRequest.class,
                        onArn((call, in) -> ProviderArns.OIDC
                                .parse(in.openIDConnectProviderArn())
                                .toString()),
                        this::deleteOpenIdConnectProvider);
    }

    private CreateOpenIdConnectProviderResponse createOpenIdConnectProvider(
            Call call, CreateOpenIdConnectProviderRequest in) {
        OidcProvider provider = new OidcProvider(
                OidcProviderUrl.parse(in.url()),
                in.clientIDList(),
                in.thumbprintList(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        List<Tag> tags = TagMembers.readWithCase(in.tags());
        Arn arn = provider.arn(call.account().id());
        call.account().oidcProviders().add(provider);
        call.account().tags().put(TagOwner.of(arn), tags);
        return CreateOpenIdConnectProviderResponse.builder()
                .openIDConnectProviderArn(arn.toString())
                .tags(tags.isEmpty() ? null : TagMembers.write(tags))
                .build();
    }

    private GetOpenIdConnectProviderResponse getOpenIdConnectProvider(Call call, GetOpenIdConnectProviderRequest in) {
        Arn arn = ProviderArns.OIDC.parse(in.openIDConnectProviderArn());
        OidcProvider provider = call.account().oidcProviders().require(arn);
        return GetOpenIdConnectProviderResponse.builder()
                .url(provider.url().value())
                .clientIDList(provider.clientIds())
                .thumbprintList(provider.thumbprints())
                .createDate(provider.createdAt())
                .tags(TagMembers.write(call.account().tags().of(TagOwner.of(arn))))
                .build();
    }

    private ListOpenIdConnectProvidersResponse listOpenIdConnectProviders(
            Call call, ListOpenIdConnectProvidersRequest in) {
        return ListOpenIdConnectProvidersResponse.builder()
                .openIDConnectProviderList(call.account().oidcProviders().list().stream()
                        .map(arn -> OpenIDConnectProviderListEntry.builder()
                                .arn(arn.toString())
                                .build())
                        .toList())
                .build();
    }

    private DeleteOpenIdConnectProviderResponse deleteOpenIdConnectProvider(
            Call call, DeleteOpenIdConnectProviderRequest in) {
        call.account().oidcProviders().remove(ProviderArns.OIDC.parse(in.openIDConnectProviderArn()));
        return DeleteOpenIdConnectProviderResponse.builder().build();
    }
}
