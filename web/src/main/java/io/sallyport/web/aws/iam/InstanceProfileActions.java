// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;
import static io.sallyport.web.aws.Authorisation.onArnAndAlso;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;

/** Instance profiles and the roles in them. */
public final class InstanceProfileActions {
    private final Ids ids;
    private final InstantSource clock;

    public InstanceProfileActions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        bindProfiles(on);
        on.changes(
                        "AddRoleToInstanceProfile",
                        AddRoleToInstanceProfileRequest.class,
                        onArnAndAlso(
                                (call, in) -> resource(call, in.instanceProfileName()),
                                "PassRole",
                                (call, in) -> RoleTarget.resource(call, in.roleName()),
                                (in, keys) -> keys.put("iam:PassedToService", "ec2.amazonaws.com")),
                        this::addRoleToInstanceProfile)
                .changes(
                        "RemoveRoleFromInstanceProfile",
                        RemoveRoleFromInstanceProfileRequest.class,
                        onArn((call, in) -> resource(call, in.instanceProfileName())),
                        this::removeRoleFromInstanceProfile)
                .reads(
                        "ListInstanceProfilesForRole",
                        ListInstanceProfilesForRoleRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::listInstanceProfilesForRole);
    }

    private void bindProfiles(Actions.Builder<Call> on) {
        on.changes(
                        "CreateInstanceProfile",
                        CreateInstanceProfileRequest.class,
                        onArn(
                                InstanceProfileActions::newArn,
                                (in, keys) -> TagMembers.put(keys, in.tags()),
                                in -> in.tags().isEmpty() ? List.of() : List.of("TagInstanceProfile")),
                        this::createInstanceProfile)
                .reads(
                        "GetInstanceProfile",
                        GetInstanceProfileRequest.class,
                        onArn((call, in) -> resource(call, in.instanceProfileName())),
                        this::getInstanceProfile)
                .reads(
                        "ListInstanceProfiles",
                        ListInstanceProfilesRequest.class,
                        onArn((call, in) -> call.account()
                                .id()
                                .iam("instance-profile" + EntityPath.prefix(in.pathPrefix()))
                                .toString()),
                        this::listInstanceProfiles)
                .changes(
                        "DeleteInstanceProfile",
                        DeleteInstanceProfileRequest.class,
                        onArn((call, in) -> resource(call, in.instanceProfileName())),
                        this::deleteInstanceProfile);
    }

    /** @throws IamException {@code NO_SUCH_ENTITY} */
    static InstanceProfile require(Call call, String profileName) {
        return call.account().instanceProfiles().require(new InstanceProfileName(profileName));
    }

    /** What the caller has to be allowed to act on, whether or not there is such an instance profile. */
    static String resource(Call call, String profileName) {
        InstanceProfileName name = new InstanceProfileName(profileName);
        return call.account()
                .instanceProfiles()
                .find(name)
                .map(profile -> profile.arn(call.account().id()))
                .orElseGet(() -> call.account().id().iam("instance-profile/" + name))
                .toString();
    }

    private static String newArn(Call call, CreateInstanceProfileRequest in) {
        return call.account()
                .id()
                .iam("instance-profile"
                        + EntityPath.orRoot(in.path())
                        + new InstanceProfileName(in.instanceProfileName()))
                .toString();
    }

    private CreateInstanceProfileResponse createInstanceProfile(Call call, CreateInstanceProfileRequest in) {
        Account account = call.account();
        InstanceProfile profile = new InstanceProfile(
                ids.unique(UniqueId.Prefix.AIPA, account.id()),
                new InstanceProfileName(in.instanceProfileName()),
                EntityPath.orRoot(in.path()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                null);
        List<Tag> tags = TagMembers.readWithCase(in.tags());
        account.instanceProfiles().add(profile);
        account.tags().put(profile.id(), tags);
        software.amazon.awssdk.services.iam.model.InstanceProfile.Builder created = RoleWire.profile(account, profile);
        return CreateInstanceProfileResponse.builder()
                .instanceProfile(
                        tags.isEmpty()
                                ? created.build()
                                : created.tags(TagMembers.write(tags)).build())
                .build();
    }

    private GetInstanceProfileResponse getInstanceProfile(Call call, GetInstanceProfileRequest in) {
        InstanceProfile profile = require(call, in.instanceProfileName());
        return GetInstanceProfileResponse.builder()
                .instanceProfile(RoleWire.profile(call.account(), profile)
                        .tags(TagMembers.write(call.account().tags().of(profile.id())))
                        .build())
                .build();
    }

    private ListInstanceProfilesResponse listInstanceProfiles(Call call, ListInstanceProfilesRequest in) {
        Page<software.amazon.awssdk.services.iam.model.InstanceProfile> page = call.account()
                .instanceProfiles()
                .list(EntityPath.prefix(in.pathPrefix()), PageRequest.of(in.maxItems(), in.marker()))
                .map(profile -> RoleWire.profile(call.account(), profile).build());
        return ListInstanceProfilesResponse.builder()
                .instanceProfiles(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(
            Call call, ListInstanceProfilesForRoleRequest in) {
        Page<software.amazon.awssdk.services.iam.model.InstanceProfile> page = call.account()
                .instanceProfiles()
                .of(RoleTarget.of(call, in.roleName()).id(), PageRequest.of(in.maxItems(), in.marker()))
                .map(profile -> RoleWire.profile(call.account(), profile).build());
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private AddRoleToInstanceProfileResponse addRoleToInstanceProfile(Call call, AddRoleToInstanceProfileRequest in) {
        InstanceProfile profile = require(call, in.instanceProfileName());
        Role role = RoleTarget.of(call, in.roleName()).requireModifiable();
        call.account().instanceProfiles().putRole(profile, role);
        return AddRoleToInstanceProfileResponse.builder().build();
    }

    private RemoveRoleFromInstanceProfileResponse removeRoleFromInstanceProfile(
            Call call, RemoveRoleFromInstanceProfileRequest in) {
        InstanceProfile profile = require(call, in.instanceProfileName());
        Role role = RoleTarget.of(call, in.roleName()).requireModifiable();
        if (!call.account().instanceProfiles().takeRole(profile, role)) {
            throw new IamException(
                    Kind.NO_SUCH_ENTITY,
                    "Role " + role.name() + " in Instance Profile " + profile.name() + " cannot be found.");
        }
        return RemoveRoleFromInstanceProfileResponse.builder().build();
    }

    private DeleteInstanceProfileResponse deleteInstanceProfile(Call call, DeleteInstanceProfileRequest in) {
        call.account().instanceProfiles().remove(require(call, in.instanceProfileName()));
        return DeleteInstanceProfileResponse.builder().build();
    }
}
