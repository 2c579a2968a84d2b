// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.LinkedService;
import io.sallyport.core.identity.LinkedServices;
import io.sallyport.core.identity.Role;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusResponse;

/** Service-linked roles. No service uses them here, so that they can be deleted at once. */
public final class LinkedRoleActions {
    private static final String TASK = "task";

    private final Ids ids;
    private final InstantSource clock;
    private final LinkedServices services = new LinkedServices();

    public LinkedRoleActions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateServiceLinkedRole",
                        CreateServiceLinkedRoleRequest.class,
                        onArn(this::newArn, (in, keys) -> keys.put("iam:AWSServiceName", in.awsServiceName())),
                        this::createServiceLinkedRole)
                .changes(
                        "DeleteServiceLinkedRole",
                        DeleteServiceLinkedRoleRequest.class,
                        onArn((call, in) -> RoleTarget.resource(call, in.roleName())),
                        this::deleteServiceLinkedRole)
                .reads(
                        "GetServiceLinkedRoleDeletionStatus",
                        GetServiceLinkedRoleDeletionStatusRequest.class,
                        onArn((call, in) -> deletedArn(call, in.deletionTaskId())),
                        this::getServiceLinkedRoleDeletionStatus);
    }

    private String newArn(Call call, CreateServiceLinkedRoleRequest in) {
        LinkedService service = service(in);
        return call.account()
                .id()
                .iam("role" + service.path() + service.roleName(in.customSuffix()))
                .toString();
    }

    private LinkedService service(CreateServiceLinkedRoleRequest in) {
        return services.find(in.awsServiceName())
                .orElseThrow(() -> new IamException(
                        Kind.INVALID_INPUT, in.awsServiceName() + " has no service-linked role known here."));
    }

    private CreateServiceLinkedRoleResponse createServiceLinkedRole(Call call, CreateServiceLinkedRoleRequest in) {
        LinkedService service = service(in);
        Role role = new Role(
                ids.unique(UniqueId.Prefix.AROA, call.account().id()),
                service.roleName(in.customSuffix()),
                service.path(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                service.trustPolicy(),
                in.description(),
                Role.DEFAULT_MAX_SESSION,
                service.principal());
        add(call, role);
        call.account().policies().attach(role.id(), service.policy());
        return CreateServiceLinkedRoleResponse.builder()
                .role(RoleWire.brief(call.account(), role)
                        .description(role.description())
                        .assumeRolePolicyDocument(DocumentText.encoded(service.trustPolicyWithLists()))
                        .build())
                .build();
    }

    private static void add(Call call, Role role) {
        try {
            call.account().roles().add(role);
        } catch (IamException refused) {
            throw refused.kind() == Kind.ENTITY_ALREADY_EXISTS ? taken(role.name()) : refused;
        }
    }

    private static IamException taken(RoleName name) {
        return new IamException(
                Kind.INVALID_INPUT,
                "Service role name " + name + " has been taken in this account, please try a different suffix.");
    }

    private DeleteServiceLinkedRoleResponse deleteServiceLinkedRole(Call call, DeleteServiceLinkedRoleRequest in) {
        Role role = RoleTarget.of(call, in.roleName());
        if (role.linkedService() == null) {
            throw new IamException(
                    Kind.NO_SUCH_ENTITY, "The service-linked role with name " + role.name() + " cannot be found.");
        }
        String taskId = TASK + role.path() + role.name() + "/" + UUID.randomUUID();
        call.account().roles().removeLinked(role, taskId, clock.instant());
        return DeleteServiceLinkedRoleResponse.builder().deletionTaskId(taskId).build();
    }

    /** The task's id begins with the path and name of the role, which is gone. */
    private static String deletedArn(Call call, String taskId) {
        int end = taskId.lastIndexOf('/');
        return taskId.startsWith(TASK + "/") && end > TASK.length()
                ? call.account()
                        .id()
                        .iam("role" + taskId.substring(TASK.length(), end))
                        .toString()
                : "*";
    }

    private GetServiceLinkedRoleDeletionStatusResponse getServiceLinkedRoleDeletionStatus(
            Call call, GetServiceLinkedRoleDeletionStatusRequest in) {
        if (!call.account().roles().wasRemoved(in.deletionTaskId())) {
            throw new IamException(
                    Kind.NO_SUCH_ENTITY, "The deletion task with id " + in.deletionTaskId() + " cannot be found.");
        }
        return GetServiceLinkedRoleDeletionStatusResponse.builder()
                .status(DeletionTaskStatusType.SUCCEEDED)
                .build();
    }
}
