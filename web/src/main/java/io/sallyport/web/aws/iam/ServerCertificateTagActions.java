// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.ListServerCertificateTagsRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificateTagsResponse;
import software.amazon.awssdk.services.iam.model.TagServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.TagServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UntagServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UntagServerCertificateResponse;

/** The tags of server certificates. */
public final class ServerCertificateTagActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "TagServerCertificate",
                        TagServerCertificateRequest.class,
                        onArn(
                                (call, in) -> ServerCertificateActions.resource(call, in.serverCertificateName()),
                                (in, keys) -> TagMembers.put(keys, in.tags())),
                        this::tagServerCertificate)
                .changes(
                        "UntagServerCertificate",
                        UntagServerCertificateRequest.class,
                        onArn(
                                (call, in) -> ServerCertificateActions.resource(call, in.serverCertificateName()),
                                (in, keys) -> TagMembers.putKeys(keys, in.tagKeys())),
                        this::untagServerCertificate)
                .reads(
                        "ListServerCertificateTags",
                        ListServerCertificateTagsRequest.class,
                        onArn((call, in) -> ServerCertificateActions.resource(call, in.serverCertificateName())),
                        this::listServerCertificateTags);
    }

    private static UniqueId id(Call call, String name) {
        return ServerCertificateActions.require(call, name).id();
    }

    private TagServerCertificateResponse tagServerCertificate(Call call, TagServerCertificateRequest in) {
        call.account()
                .tags()
                .put(id(call, in.serverCertificateName()), TagMembers.readWithCase(TagMembers.some(in.tags())));
        return TagServerCertificateResponse.builder().build();
    }

    private UntagServerCertificateResponse untagServerCertificate(Call call, UntagServerCertificateRequest in) {
        call.account().tags().remove(id(call, in.serverCertificateName()), TagMembers.some(in.tagKeys()));
        return UntagServerCertificateResponse.builder().build();
    }

    private ListServerCertificateTagsResponse listServerCertificateTags(
            Call call, ListServerCertificateTagsRequest in) {
        Page<Tag> page = TagMembers.page(
                call.account().tags().of(id(call, in.serverCertificateName())),
                PageRequest.of(in.maxItems(), in.marker()));
        return ListServerCertificateTagsResponse.builder()
                .tags(TagMembers.write(page.items()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
