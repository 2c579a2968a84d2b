// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Attempted;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.account.TrustedPrincipals;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** Roles. */
public final class RoleActions {
    private final PolicyArns arns;
    private final Ids ids;
    private final Attempts attempts;
    private final InstantSource clock;

    public RoleActions(Ids ids, ManagedPolicies managed, Attempts attempts, InstantSource clock) {
        this.arns = new PolicyArns(managed);
        this.ids = ids;
        this.attempts = attempts;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateRole",
                        CreateRoleRequest.class,
                        onArn(
                                RoleActions::newArn,
                                (in, keys) -> {
                                    TagMembers.put(keys, in.tags());
                                    BoundaryMembers.put(keys, in.permissionsBoundary());
                                },
                                in -> in.tags().isEmpty() ? List.of() : List.of("TagRole")),
                        this::createRole)
                .reads(
                        "GetRole",
                        GetRoleRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::getRole)
                .reads(
                        "ListRoles",
                        ListRolesRequest.class,
                        onArn((call, in) -> call.account()
                                .id()
                                .iam("role" + EntityPath.prefix(in.pathPrefix()))
                                .toString()),
                        this::listRoles)
                .changes(
                        "UpdateRole",
                        UpdateRoleRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::updateRole)
                .changes(
                        "UpdateRoleDescription",
                        UpdateRoleDescriptionRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::updateRoleDescription)
                .changes(
                        "UpdateAssumeRolePolicy",
                        UpdateAssumeRolePolicyRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::updateAssumeRolePolicy)
                .changes(
                        "DeleteRole",
                        DeleteRoleRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::deleteRole);
    }

    private static String newArn(Call call, CreateRoleRequest in) {
        return call.account()
                .id()
                .iam("role" + EntityPath.orRoot(in.path()) + new RoleName(in.roleName()))
                .toString();
    }

    private CreateRoleResponse createRole(Call call, CreateRoleRequest in) {
        Account account = call.account();
        List<Tag> tags = TagMembers.read(in.tags());
        Role role = new Role(
                ids.unique(UniqueId.Prefix.AROA, account.id()),
                new RoleName(in.roleName()),
                EntityPath.orRoot(in.path()),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                TrustedPrincipals.bind(account, in.assumeRolePolicyDocument()),
                in.description(),
                orDefault(in.maxSessionDuration()),
                null);
        Optional<Arn> boundary =
                Optional.ofNullable(in.permissionsBoundary()).map(arn -> arns.boundary(call, arn, "role"));
        account.roles().add(role);
        account.tags().put(role.id(), tags);
        boundary.ifPresent(arn -> account.boundaries().put(role.id(), arn));
        return CreateRoleResponse.builder()
                .role(RoleWire.tagged(RoleWire.brief(account, role), tags)
                        .permissionsBoundary(BoundaryMembers.write(boundary))
                        .build())
                .build();
    }

    private static Duration orDefault(@Nullable Integer seconds) {
        return seconds == null ? Role.DEFAULT_MAX_SESSION : Duration.ofSeconds(seconds);
    }

    private GetRoleResponse getRole(Call call, GetRoleRequest in) {
        Role role = RoleTarget.of(call, in.roleName());
        Attempted last = attempts.last(call.account(), List.of(role.id())).get(role.id());
        return GetRoleResponse.builder()
                .role(RoleWire.full(call.account(), role, last))
                .build();
    }

    private ListRolesResponse listRoles(Call call, ListRolesRequest in) {
        Page<Role> page = call.account()
                .roles()
                .list(EntityPath.prefix(in.pathPrefix()), PageRequest.of(in.maxItems(), in.marker()));
        return ListRolesResponse.builder()
                .roles(page.map(role -> RoleWire.listed(call.account(), role).build())
                        .items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    /** As AWS was recorded to do, and not as its reference says, what the request leaves out stays as it is. */
    private UpdateRoleResponse updateRole(Call call, UpdateRoleRequest in) {
        Role role = RoleTarget.of(call, in.roleName());
        Integer maxSession = in.maxSessionDuration();
        if (maxSession != null) {
            requireOwnSessions(role);
            call.account().roles().limitSessions(role.id(), Duration.ofSeconds(maxSession));
        }
        if (in.description() != null) {
            call.account().roles().describe(role.id(), in.description());
        }
        return UpdateRoleResponse.builder().build();
    }

    private static void requireOwnSessions(Role role) {
        if (role.linkedService() != null) {
            throw new IamException(
                    Kind.UNMODIFIABLE_ENTITY,
                    role.name() + " is an AWS service linked role, max session duration cannot be changed.");
        }
    }

    private UpdateRoleDescriptionResponse updateRoleDescription(Call call, UpdateRoleDescriptionRequest in) {
        Role role = RoleTarget.of(call, in.roleName());
        call.account().roles().describe(role.id(), in.description());
        return UpdateRoleDescriptionResponse.builder()
                .role(RoleWire.brief(call.account(), role)
                        .description(in.description())
                        .build())
                .build();
    }

    private UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(Call call, UpdateAssumeRolePolicyRequest in) {
        Role role = RoleTarget.of(call, in.roleName()).requireModifiable();
        call.account().roles().trust(role.id(), TrustedPrincipals.bind(call.account(), in.policyDocument()));
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    private DeleteRoleResponse deleteRole(Call call, DeleteRoleRequest in) {
        call.account().roles().remove(RoleTarget.of(call, in.roleName()).requireModifiable());
        return DeleteRoleResponse.builder().build();
    }
}
