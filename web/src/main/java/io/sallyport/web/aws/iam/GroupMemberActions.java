// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.UserName;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;

/** Who is in which group. Of user and group, the user is the first to be missed (recorded). */
public final class GroupMemberActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "AddUserToGroup",
                        AddUserToGroupRequest.class,
                        onArn((call, in) -> GroupActions.resource(call, in.groupName())),
                        this::addUserToGroup)
                .changes(
                        "RemoveUserFromGroup",
                        RemoveUserFromGroupRequest.class,
                        onArn((call, in) -> GroupActions.resource(call, in.groupName())),
                        this::removeUserFromGroup)
                .reads(
                        "ListGroupsForUser",
                        ListGroupsForUserRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listGroupsForUser);
    }

    private AddUserToGroupResponse addUserToGroup(Call call, AddUserToGroupRequest in) {
        User user = call.account().users().require(new UserName(in.userName()));
        call.account().groups().addMember(call.account().groups().require(new GroupName(in.groupName())), user);
        return AddUserToGroupResponse.builder().build();
    }

    private RemoveUserFromGroupResponse removeUserFromGroup(Call call, RemoveUserFromGroupRequest in) {
        User user = call.account().users().require(new UserName(in.userName()));
        call.account().groups().removeMember(call.account().groups().require(new GroupName(in.groupName())), user);
        return RemoveUserFromGroupResponse.builder().build();
    }

    private ListGroupsForUserResponse listGroupsForUser(Call call, ListGroupsForUserRequest in) {
        Page<Group> page = call.account()
                .groups()
                .of(Target.of(call, in.userName()).id(), PageRequest.of(in.maxItems(), in.marker()));
        return ListGroupsForUserResponse.builder()
                .groups(page.map(group -> Wire.group(call.account().id(), group))
                        .items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
