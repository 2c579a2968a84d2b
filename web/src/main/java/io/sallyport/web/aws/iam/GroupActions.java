// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;
import static io.sallyport.web.aws.Authorisation.onEachArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Groups;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;

/** Groups. Who is in them is changed by {@link GroupMemberActions}. */
public final class GroupActions {
    private final Ids ids;
    private final InstantSource clock;

    public GroupActions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes("CreateGroup", CreateGroupRequest.class, onArn(GroupActions::newArn), this::createGroup)
                .reads(
                        "GetGroup",
                        GetGroupRequest.class,
                        onArn((call, in) -> resource(call, in.groupName())),
                        this::getGroup)
                .reads(
                        "ListGroups",
                        ListGroupsRequest.class,
                        onArn((call, in) -> call.account()
                                .id()
                                .iam("group" + EntityPath.prefix(in.pathPrefix()))
                                .toString()),
                        this::listGroups)
                .changes(
                        "UpdateGroup",
                        UpdateGroupRequest.class,
                        onEachArn(GroupActions::oldAndNewArn),
                        this::updateGroup)
                .changes(
                        "DeleteGroup",
                        DeleteGroupRequest.class,
                        onArn((call, in) -> resource(call, in.groupName())),
                        this::deleteGroup);
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

    /** Whoever renames has to be allowed to change the group under both names (API reference, UpdateGroup). */
    private static List<String> oldAndNewArn(Call call, UpdateGroupRequest in) {
        AccountId account = call.account().id();
        return call.account()
                .groups()
                .find(new GroupName(in.groupName()))
                .map(group -> Stream.of(group, group.renamed(newName(in), newPath(in)))
                        .map(either -> either.arn(account).toString())
                        .distinct()
                        .toList())
                .orElseGet(() -> List.of(resource(call, in.groupName())));
    }

    private static @Nullable GroupName newName(UpdateGroupRequest in) {
        return in.newGroupName() == null ? null : new GroupName(in.newGroupName());
    }

    private static @Nullable EntityPath newPath(UpdateGroupRequest in) {
        return in.newPath() == null ? null : new EntityPath(in.newPath());
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

    private GetGroupResponse getGroup(Call call, GetGroupRequest in) {
        AccountId account = call.account().id();
        Group group = call.account().groups().require(new GroupName(in.groupName()));
        Page<User> members = call.account().groups().members(group.id(), PageRequest.of(in.maxItems(), in.marker()));
        return GetGroupResponse.builder()
                .group(Wire.group(account, group))
                .users(members.map(user -> Wire.member(account, user)).items())
                .isTruncated(members.isTruncated())
                .marker(members.marker())
                .build();
    }

    private ListGroupsResponse listGroups(Call call, ListGroupsRequest in) {
        Page<Group> page = call.account()
                .groups()
                .list(EntityPath.prefix(in.pathPrefix()), PageRequest.of(in.maxItems(), in.marker()));
        return ListGroupsResponse.builder()
                .groups(page.map(group -> Wire.group(call.account().id(), group))
                        .items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private UpdateGroupResponse updateGroup(Call call, UpdateGroupRequest in) {
        Groups groups = call.account().groups();
        groups.rename(groups.require(new GroupName(in.groupName())), newName(in), newPath(in));
        return UpdateGroupResponse.builder().build();
    }

    private DeleteGroupResponse deleteGroup(Call call, DeleteGroupRequest in) {
        Groups groups = call.account().groups();
        groups.remove(groups.require(new GroupName(in.groupName())));
        return DeleteGroupResponse.builder().build();
    }
}
