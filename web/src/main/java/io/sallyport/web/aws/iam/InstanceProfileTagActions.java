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
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;

/** The tags of instance profiles. */
public final class InstanceProfileTagActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "TagInstanceProfile",
                        TagInstanceProfileRequest.class,
                        onArn(
                                (call, in) -> InstanceProfileActions.resource(call, in.instanceProfileName()),
                                (in, keys) -> TagMembers.put(keys, in.tags())),
                        this::tagInstanceProfile)
                .changes(
                        "UntagInstanceProfile",
                        UntagInstanceProfileRequest.class,
                        onArn(
                                (call, in) -> InstanceProfileActions.resource(call, in.instanceProfileName()),
                                (in, keys) -> TagMembers.putKeys(keys, in.tagKeys())),
                        this::untagInstanceProfile)
                .reads(
                        "ListInstanceProfileTags",
                        ListInstanceProfileTagsRequest.class,
                        onArn((call, in) -> InstanceProfileActions.resource(call, in.instanceProfileName())),
                        this::listInstanceProfileTags);
    }

    private static UniqueId id(Call call, String profileName) {
        return InstanceProfileActions.require(call, profileName).id();
    }

    private TagInstanceProfileResponse tagInstanceProfile(Call call, TagInstanceProfileRequest in) {
        call.account()
                .tags()
                .put(id(call, in.instanceProfileName()), TagMembers.readWithCase(TagMembers.some(in.tags())));
        return TagInstanceProfileResponse.builder().build();
    }

    private UntagInstanceProfileResponse untagInstanceProfile(Call call, UntagInstanceProfileRequest in) {
        call.account().tags().remove(id(call, in.instanceProfileName()), TagMembers.some(in.tagKeys()));
        return UntagInstanceProfileResponse.builder().build();
    }

    private ListInstanceProfileTagsResponse listInstanceProfileTags(Call call, ListInstanceProfileTagsRequest in) {
        Page<Tag> page = TagMembers.page(
                call.account().tags().of(id(call, in.instanceProfileName())),
                PageRequest.of(in.maxItems(), in.marker()));
        return ListInstanceProfileTagsResponse.builder()
                .tags(TagMembers.write(page.items()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
