// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Tag;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;

/** The tags of users. */
public final class UserTagActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "TagUser",
                        TagUserRequest.class,
                        onArn(
                                (call, in) -> Target.resource(call, in.userName()),
                                (in, keys) -> TagMembers.put(keys, in.tags())),
                        this::tagUser)
                .changes(
                        "UntagUser",
                        UntagUserRequest.class,
                        onArn(
                                (call, in) -> Target.resource(call, in.userName()),
                                (in, keys) -> TagMembers.putKeys(keys, in.tagKeys())),
                        this::untagUser)
                .reads(
                        "ListUserTags",
                        ListUserTagsRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listUserTags);
    }

    private TagUserResponse tagUser(Call call, TagUserRequest in) {
        Target target = Target.of(call, in.userName());
        call.account().tags().put(target.id(), TagMembers.read(TagMembers.some(in.tags())));
        return TagUserResponse.builder().build();
    }

    private UntagUserResponse untagUser(Call call, UntagUserRequest in) {
        Target target = Target.of(call, in.userName());
        call.account().tags().remove(target.id(), TagMembers.some(in.tagKeys()));
        return UntagUserResponse.builder().build();
    }

    private ListUserTagsResponse listUserTags(Call call, ListUserTagsRequest in) {
        Page<Tag> page = TagMembers.page(
                call.account().tags().of(Target.of(call, in.userName()).id()),
                PageRequest.of(in.maxItems(), in.marker()));
        return ListUserTagsResponse.builder()
                .tags(TagMembers.write(page.items()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
