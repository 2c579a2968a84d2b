// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;
import static io.sallyport.web.aws.Authorisation.onEachArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.identity.Users;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;

/** Users. */
public final class UserActions {
    private final PolicyArns arns;
    private final Ids ids;
    private final InstantSource clock;

    public UserActions(Ids ids, ManagedPolicies managed, InstantSource clock) {
        this.arns = new PolicyArns(managed);
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateUser",
                        CreateUserRequest.class,
                        onArn(
                                UserActions::newArn,
                                (in, keys) -> {
                                    TagMembers.put(keys, in.tags());
                                    BoundaryMembers.put(keys, in.permissionsBoundary());
                                },
                                in -> in.tags().isEmpty() ? List.of() : List.of("TagUser")),
                        this::createUser)
                .reads(
                        "GetUser",
                        GetUserRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::getUser)
                .reads(
                        "ListUsers",
                        ListUsersRequest.class,
                        onArn((call, in) -> call.account()
                                .id()
                                .iam("user" + EntityPath.prefix(in.pathPrefix()))
                                .toString()),
                        this::listUsers)
                .changes("UpdateUser", UpdateUserRequest.class, onEachArn(UserActions::oldAndNewArn), this::updateUser)
                .changes(
                        "DeleteUser",
                        DeleteUserRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::deleteUser);
    }

    private static String newArn(Call call, CreateUserRequest in) {
        return call.account()
                .id()
                .iam("user" + EntityPath.orRoot(in.path()) + new UserName(in.userName()))
                .toString();
    }

    /** Whoever renames has to be allowed to change the user under both names (API reference, UpdateUser). */
    private static List<String> oldAndNewArn(Call call, UpdateUserRequest in) {
        AccountId account = call.account().id();
        return call.account()
                .users()
                .find(new UserName(in.userName()))
                .map(user -> Stream.of(user, user.renamed(newName(in), newPath(in)))
                        .map(either -> either.arn(account).toString())
                        .distinct()
                        .toList())
                .orElseGet(() -> List.of(Target.resource(call, in.userName())));
    }

    private static @Nullable UserName newName(UpdateUserRequest in) {
        return in.newUserName() == null ? null : new UserName(in.newUserName());
    }

    private static @Nullable EntityPath newPath(UpdateUserRequest in) {
        return in.newPath() == null ? null : new EntityPath(in.newPath());
    }

    private CreateUserResponse createUser(Call call, CreateUserRequest in) {
        AccountId account = call.account().id();
        User user = new User(
                ids.unique(UniqueId.Prefix.AIDA, account),
                new UserName(in.userName()),
                EntityPath.orRoot(in.path()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                null);
        List<Tag> tags = TagMembers.read(in.tags());
        Optional<Arn> boundary =
                Optional.ofNullable(in.permissionsBoundary()).map(arn -> arns.boundary(call, arn, "user"));
        call.account().users().add(user);
        call.account().tags().put(user.id(), tags);
        boundary.ifPresent(arn -> call.account().boundaries().put(user.id(), arn));
        return CreateUserResponse.builder()
                .user(Wire.full(account, user, tags, boundary))
                .build();
    }

    private GetUserResponse getUser(Call call, GetUserRequest in) {
        User user = Target.of(call, in.userName()).user();
        return GetUserResponse.builder()
                .user(
                        user == null
                                ? Wire.root(call.account())
                                : Wire.full(
                                        call.account().id(),
                                        user,
                                        call.account().tags().of(user.id()),
                                        call.account().boundaries().find(user.id())))
                .build();
    }

    private ListUsersResponse listUsers(Call call, ListUsersRequest in) {
        Page<User> page = call.account()
                .users()
                .list(EntityPath.prefix(in.pathPrefix()), PageRequest.of(in.maxItems(), in.marker()));
        return ListUsersResponse.builder()
                .users(page.map(user -> Wire.user(call.account().id(), user)).items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private UpdateUserResponse updateUser(Call call, UpdateUserRequest in) {
        Users users = call.account().users();
        users.rename(users.require(new UserName(in.userName())), newName(in), newPath(in));
        return UpdateUserResponse.builder().build();
    }

    private DeleteUserResponse deleteUser(Call call, DeleteUserRequest in) {
        Users users = call.account().users();
        users.remove(users.require(new UserName(in.userName())));
        return DeleteUserResponse.builder().build();
    }
}
