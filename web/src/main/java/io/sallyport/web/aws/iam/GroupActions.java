// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Group;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;

/** Groups and who is in them. */
public final class GroupActions {
    private final Ids ids;
    private final InstantSource clock;

    public GroupActions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes("CreateGroup", CreateGroupRequest.class, onArn(GroupActions::newArn), this::createGroup)
                .changes(
                        "AddUserToGroup",
                        AddUserToGroupRequest.class,
                        onArn((call, in) -> resource(call, in.groupName())),
                        this::addUserToGroup)
                .changes(
                        "RemoveUserFromGroup",
                        RemoveUserFromGroupRequest.class,
                        onArn((call, in) -> resource(call, in.groupName())),
                        this::removeUserFromGroup)
                .reads(
                        "ListGroupsForUser",
                        ListGroupsForUserRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listGroupsForUser);
    }

    /** What the caller has to be allowed to act on, whether or not there is such a group. */
    static String resource(Call call, String groupName) {
        GroupName name = new GroupName(groupName);
        return call.account()
                .groups()
                .find(name)
                .map(group -> group.arn(call.account().id()))
                .orElseGet(() -> call.account().id().iam("group/" + name))
                .toString();
    }

    private static String newArn(Call call, CreateGroupRequest in) {
        return call.account()
                .id()
                .iam("group" + EntityPath.orRoot(in.path()) + new GroupName(in.groupName()))
                .toString();
    }

    private CreateGroupResponse createGroup(Call call, CreateGroupRequest in) {
        AccountId account = call.account().id();
        Group group = new Group(
                ids.unique(UniqueId.Prefix.AGPA, account),
                new GroupName(in.groupName()),
                EntityPath.orRoot(in.path()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        call.account().groups().add(group);
        return CreateGroupResponse.builder().group(Wire.group(account, group)).build();
    }

    private AddUserToGroupResponse addUserToGroup(Call call, AddUserToGroupRequest in) {
        Group group = call.account().groups().require(new GroupName(in.groupName()));
        call.account().groups().addMember(group, call.account().users().require(new UserName(in.userName())));
        return AddUserToGroupResponse.builder().build();
    }

    private RemoveUserFromGroupResponse removeUserFromGroup(Call call, RemoveUserFromGroupRequest in) {
        Group group = call.account().groups().require(new GroupName(in.groupName()));
        call.account().groups().removeMember(group, call.account().users().require(new UserName(in.userName())));
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
