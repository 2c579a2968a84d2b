// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Tag;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;

/** The tags of roles, service-linked ones included. */
public final class RoleTagActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "TagRole",
                        TagRoleRequest.class,
                        onArn(
                                (call, in) -> RoleTarget.resource(call, in.roleName()),
                                (in, keys) -> TagMembers.put(keys, in.tags())),
                        this::tagRole)
                .changes(
                        "UntagRole",
                        UntagRoleRequest.class,
                        onArn(
                                (call, in) -> RoleTarget.resource(call, in.roleName()),
                                (in, keys) -> TagMembers.putKeys(keys, in.tagKeys())),
                        this::untagRole)
                .reads(
                        "ListRoleTags",
                        ListRoleTagsRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::listRoleTags);
    }

    private TagRoleResponse tagRole(Call call, TagRoleRequest in) {
        call.account().tags().put(RoleTarget.of(call, in.roleName()).id(), TagMembers.read(TagMembers.some(in.tags())));
        return TagRoleResponse.builder().build();
    }

    private UntagRoleResponse untagRole(Call call, UntagRoleRequest in) {
        call.account().tags().remove(RoleTarget.of(call, in.roleName()).id(), TagMembers.some(in.tagKeys()));
        return UntagRoleResponse.builder().build();
    }

    private ListRoleTagsResponse listRoleTags(Call call, ListRoleTagsRequest in) {
        Page<Tag> page = TagMembers.page(
                call.account().tags().of(RoleTarget.of(call, in.roleName()).id()),
                PageRequest.of(in.maxItems(), in.marker()));
        return ListRoleTagsResponse.builder()
                .tags(TagMembers.write(page.items()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
