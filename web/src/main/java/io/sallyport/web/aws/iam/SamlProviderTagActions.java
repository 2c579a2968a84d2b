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
import software.amazon.awssdk.services.iam.model.ListSamlProviderTagsRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProviderTagsResponse;
import software.amazon.awssdk.services.iam.model.TagSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.TagSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.UntagSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.UntagSamlProviderResponse;

/** The tags of SAML providers. */
public final class SamlProviderTagActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "TagSAMLProvider",
                        TagSamlProviderRequest.class,
                        onArn(
                                (call, in) -> ProviderArns.SAML
                                        .parse(in.samlProviderArn())
                                        .toString(),
                                (in, keys) -> TagMembers.put(keys, in.tags())),
                        this::tagSamlProvider)
                .changes(
                        "UntagSAMLProvider",
                        UntagSamlProviderRequest.class,
                        onArn(
                                (call, in) -> ProviderArns.SAML
                                        .parse(in.samlProviderArn())
                                        .toString(),
                                (in, keys) -> TagMembers.putKeys(keys, in.tagKeys())),
                        this::untagSamlProvider)
                .reads(
                        "ListSAMLProviderTags",
                        ListSamlProviderTagsRequest.class,
                        onArn((call, in) ->
                                ProviderArns.SAML.parse(in.samlProviderArn()).toString()),
                        this::listSamlProviderTags);
    }

    /** @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY} */
    private static TagOwner owner(Call call, String providerArn) {
        Arn arn = ProviderArns.SAML.parse(providerArn);
        call.account().samlProviders().require(arn);
        return TagOwner.of(arn);
    }

    private TagSamlProviderResponse tagSamlProvider(Call call, TagSamlProviderRequest in) {
        call.account()
                .tags()
                .put(owner(call, in.samlProviderArn()), TagMembers.readWithCase(TagMembers.some(in.tags())));
        return TagSamlProviderResponse.builder().build();
    }

    private UntagSamlProviderResponse untagSamlProvider(Call call, UntagSamlProviderRequest in) {
        call.account().tags().remove(owner(call, in.samlProviderArn()), TagMembers.some(in.tagKeys()));
        return UntagSamlProviderResponse.builder().build();
    }

    private ListSamlProviderTagsResponse listSamlProviderTags(Call call, ListSamlProviderTagsRequest in) {
        Page<Tag> page = TagMembers.page(
                call.account().tags().of(owner(call, in.samlProviderArn())),
                PageRequest.of(in.maxItems(), in.marker()));
        return ListSamlProviderTagsResponse.builder()
                .tags(TagMembers.write(page.items()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
