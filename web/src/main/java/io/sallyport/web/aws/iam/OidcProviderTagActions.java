// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.name.Arn;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProviderTagsRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProviderTagsResponse;
import software.amazon.awssdk.services.iam.model.TagOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.TagOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.UntagOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.UntagOpenIdConnectProviderResponse;

/** The tags of OpenID Connect providers. */
public final class OidcProviderTagActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "TagOpenIDConnectProvider",
                        TagOpenIdConnectProviderRequest.class,
                        onArn(
                                (call, in) -> ProviderArns.OIDC
                                        .parse(in.openIDConnectProviderArn())
                                        .toString(),
                                (in, keys) -> TagMembers.put(keys, in.tags())),
                        this::tagOpenIdConnectProvider)
                .changes(
                        "UntagOpenIDConnectProvider",
                        UntagOpenIdConnectProviderRequest.class,
                        onArn(
                                (call, in) -> ProviderArns.OIDC
                                        .parse(in.openIDConnectProviderArn())
                                        .toString(),
                                (in, keys) -> TagMembers.putKeys(keys, in.tagKeys())),
                        this::untagOpenIdConnectProvider)
                .reads(
                        "ListOpenIDConnectProviderTags",
                        ListOpenIdConnectProviderTagsRequest.class,
                        onArn((call, in) -> ProviderArns.OIDC
                                .parse(in.openIDConnectProviderArn())
                                .toString()),
                        this::listOpenIdConnectProviderTags);
    }

    /** @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY} */
    private static TagOwner owner(Call call, String providerArn) {
        Arn arn = ProviderArns.OIDC.parse(providerArn);
        call.account().oidcProviders().require(arn);
        return TagOwner.of(arn);
    }

    private TagOpenIdConnectProviderResponse tagOpenIdConnectProvider(Call call, TagOpenIdConnectProviderRequest in) {
        call.account()
                .tags()
                .put(owner(call, in.openIDConnectProviderArn()), TagMembers.readWithCase(TagMembers.some(in.tags())));
        return TagOpenIdConnectProviderResponse.builder().build();
    }

    private UntagOpenIdConnectProviderResponse untagOpenIdConnectProvider(
            Call call, UntagOpenIdConnectProviderRequest in) {
        call.account().tags().remove(owner(call, in.openIDConnectProviderArn()), TagMembers.some(in.tagKeys()));
        return UntagOpenIdConnectProviderResponse.builder().build();
    }

    private ListOpenIdConnectProviderTagsResponse listOpenIdConnectProviderTags(
            Call call, ListOpenIdConnectProviderTagsRequest in) {
        Page<Tag> page = TagMembers.page(
                call.account().tags().of(owner(call, in.openIDConnectProviderArn())),
                PageRequest.of(in.maxItems(), in.marker()));
        return ListOpenIdConnectProviderTagsResponse.builder()
                .tags(TagMembers.write(page.items()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
