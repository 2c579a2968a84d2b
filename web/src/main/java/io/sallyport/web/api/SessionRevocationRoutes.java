// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ends every session of a user, a role or root, browser's and API's, at the next request on any node. One's own by right;
 * a role's session has no right of its own to end those of others who assumed it.
 */
public final class SessionRevocationRoutes {
    private static final String ACTION = "sallyport:RevokeSessions";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;
    private final InstantSource clock;

    public SessionRevocationRoutes(
            ApiRecorder recorder, ApiCallers callers, Authorizer authorizer, InstantSource clock) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        HandlerType.DELETE,
                        "/api/v1/users/{name}/sessions",
                        context -> revoke(context, SessionRevocationRoutes::user)),
                new Route(
                        HandlerType.DELETE,
                        "/api/v1/roles/{name}/sessions",
                        context -> revoke(context, SessionRevocationRoutes::role)),
                new Route(
                        HandlerType.DELETE,
                        "/api/v1/root/sessions",
                        context -> revoke(context, SessionRevocationRoutes::root)));
    }

    private record Owner(UniqueId id, Arn arn) {
        boolean is(Caller caller) {
            return caller.role() == null && caller.federated() == null && id.equals(caller.id());
        }
    }

    /** Sessions issued before count for nothing. */
    private record RevokedJson(Instant validAfter) {}

    private static Owner user(Context context, Account account) {
        User user = account.users().require(new UserName(context.pathParam("name")));
        return new Owner(user.id(), user.arn(account.id()));
    }

    private static Owner role(Context context, Account account) {
        Role role = account.roles().require(new RoleName(context.pathParam("name")));
        return new Owner(role.id(), role.arn(account.id()));
    }

    private static Owner root(Context context, Account account) {
        return new Owner(UniqueId.ofRoot(account.id()), account.id().root());
    }

    private void revoke(Context context, BiFunction<Context, Account, Owner> whose) {
        ApiCallers.Proven proven = callers.require(context);
        ApiRecorder.Asked asked = new ApiRecorder.Asked(proven, "RevokeSessions", parameters(context));
        context.json(recorder.change(asked, account -> {
            Caller caller = proven.caller(account);
            Owner owner = whose.apply(context, account);
            authorise(account, caller, owner, proven);
            account.sessions().cutOff(owner.id(), clock.instant());
            return new RevokedJson(account.sessions().validAfter(owner.id()));
        }));
    }

    /** As IAM's own events call who is meant; nothing for root. */
    private static ObjectNode parameters(Context context) {
        ObjectNode parameters = EventRecord.json();
        @Nullable String name = context.pathParamMap().get("name");
        if (name != null) {
            parameters.put(context.path().contains("/roles/") ? "roleName" : "userName", name);
        }
        return parameters;
    }

    private void authorise(Account account, Caller caller, Owner owner, ApiCallers.Proven proven) {
        AuthorizationRequest asked = new AuthorizationRequest(
                ACTION, owner.arn().toString(), RequestContext.builder().build());
        if (owner.is(caller)) {
            authorizer.requireNotDenied(account, caller, asked, proven.facts());
        } else {
            authorizer.require(account, caller, asked, proven.facts());
        }
    }
}
