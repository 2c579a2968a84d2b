// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.ServiceRoles;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Role;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role's credentials for what a service runs, on behalf of somebody who may launch that: at AWS the services do this
 * among themselves. Who asks has to be allowed {@value #ACTION} on the instance profile or role and {@code iam:PassRole} on
 * the role, and the role has to trust the service.
 */
public final class ServiceRoleRoutes {
    private static final String ACTION = "sallyport:DeliverRole";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;
    private final ServiceRoles roles;

    public ServiceRoleRoutes(ApiRecorder recorder, ApiCallers callers, Authorizer authorizer, ServiceRoles roles) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
        this.roles = roles;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.POST, "/api/v1/instance-profiles/{name}/credentials", this::ofProfile),
                new Route(HandlerType.POST, "/api/v1/roles/{name}/credentials", this::ofRole));
    }

    private void ofProfile(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        RoleDelivery wanted = RoleDelivery.toInstance(context);
        InstanceProfileName name = new InstanceProfileName(context.pathParam("name"));
        ApiRecorder.Asked asked = asked(proven, EventRecord.json().put("instanceProfileName", name.value()));
        context.status(201).json(recorder.change(asked, account -> {
            Caller caller = proven.caller(account);
            InstanceProfile profile = account.instanceProfiles().find(name).orElse(null);
            String arn = profile == null
                    ? account.id().iam("instance-profile/" + name).toString()
                    : profile.arn(account.id()).toString();
            authorizer.require(account, caller, ACTION, arn, proven.facts());
            Role role = account.instanceProfiles().require(name).role();
            if (role == null) {
                throw new IamException(Kind.NO_SUCH_ENTITY, "Instance Profile " + name + " has no role.");
            }
            return deliver(account, caller, proven, role, wanted, profile);
        }));
    }

    private void ofRole(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        RoleDelivery wanted = RoleDelivery.toService(context);
        RoleName name = new RoleName(context.pathParam("name"));
        ApiRecorder.Asked asked = asked(proven, EventRecord.json().put("roleName", name.value()));
        context.status(201).json(recorder.change(asked, account -> {
            Caller caller = proven.caller(account);
            String arn = account.roles()
                    .find(name)
                    .map(role -> role.arn(account.id()))
                    .orElse(account.id().iam("role/" + name))
                    .toString();
            authorizer.require(account, caller, ACTION, arn, proven.facts());
            return deliver(account, caller, proven, account.roles().require(name), wanted, null);
        }));
    }

    private static ApiRecorder.Asked asked(ApiCallers.Proven by, ObjectNode parameters) {
        return new ApiRecorder.Asked(by, ACTION.substring(ACTION.indexOf(':') + 1), parameters);
    }

    private DeliveredJson deliver(
            Account account,
            Caller caller,
            ApiCallers.Proven proven,
            Role role,
            RoleDelivery wanted,
            @Nullable InstanceProfile profile) {
        ServiceRoles.Workload workload = wanted.workload(account.id());
        RequestContext.Builder passed = RequestContext.builder().put("iam:PassedToService", workload.service());
        if (!workload.arn().isEmpty()) {
            passed.put("iam:AssociatedResourceArn", workload.arn());
        }
        String roleArn = role.arn(account.id()).toString();
        authorizer.require(
                account, caller, new AuthorizationRequest("iam:PassRole", roleArn, passed.build()), proven.facts());
        return DeliveredJson.of(account.id(), role, profile, open(account, role, wanted, workload, proven));
    }

    private SessionTokens.Issued open(
            Account account, Role role, RoleDelivery wanted, ServiceRoles.Workload workload, ApiCallers.Proven proven) {
        try {
            return roles.open(account, role, workload, wanted.lifetime(), proven.facts());
        } catch (IamException notTrusted) {
            throw notTrusted(role, workload, notTrusted);
        }
    }

    /** Told apart from what the asker lacks; to EC2 in its own words. */
    private static WireException notTrusted(Role role, ServiceRoles.Workload workload, IamException cause) {
        boolean ec2 = workload.service().equals(RoleDelivery.EC2);
        WireException refusal = new WireException(new WireError(
                403,
                "AssumeRoleUnauthorizedAccess",
                ec2
                        ? "EC2 cannot assume the role " + role.name()
                                + ". Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                                + "troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc."
                        : workload.service() + " cannot assume the role " + role.name() + ".",
                WireError.Fault.SENDER));
        refusal.initCause(cause);
        return refusal;
    }
}
