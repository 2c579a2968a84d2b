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
import io.sallyport.core.account.RecoveryCodeChanges;
import io.sallyport.core.mfa.RecoveryCode;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person's recovery codes. Only she makes them and sees them; others may count and remove them with the permission for
 * it, but root's are removed by root alone.
 */
public final class RecoveryCodeRoutes {
    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final RecoveryCodeChanges changes;
    private final Authorizer authorizer;

    public RecoveryCodeRoutes(
            ApiRecorder recorder, ApiCallers callers, RecoveryCodeChanges changes, Authorizer authorizer) {
        this.recorder = recorder;
        this.callers = callers;
        this.changes = changes;
        this.authorizer = authorizer;
    }

    public List<Route> routes() {
        return Stream.of("/api/v1/users/{name}/recovery-codes", "/api/v1/root/recovery-codes")
                .flatMap(path -> Stream.of(
                        new Route(HandlerType.GET, path, this::count),
                        new Route(HandlerType.POST, path, this::create),
                        new Route(HandlerType.DELETE, path, this::remove)))
                .toList();
    }

    private record StockJson(int left, @Nullable Instant madeAt) {
        static StockJson of(Account account, Owner owner) {
            return account.recoveryCodes()
                    .of(owner.id())
                    .map(stock -> new StockJson(stock.left(), stock.madeAt()))
                    .orElse(new StockJson(0, null));
        }
    }

    /** Shown this once. */
    private record CodesJson(List<String> codes) {
        @Override
        public String toString() {
            return "CodesJson[hidden]";
        }
    }

    private void count(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        context.json(recorder.read(
                asked(context, proven, "GetRecoveryCodes"),
                account -> StockJson.of(account, authorised(context, account, proven, "GetRecoveryCodes"))));
    }

    private void create(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        JsonBody.of(context);
        List<RecoveryCode> codes = recorder.change(
                asked(context, proven, "CreateRecoveryCodes"),
                account -> {
                    Caller caller = proven.caller(account);
                    if (!Owner.of(context, account, caller).self()) {
                        throw new IamException(
                                Kind.ACCESS_DENIED, "Recovery codes are made by their owner, who signs in herself.");
                    }
                    authorised(context, account, proven, "CreateRecoveryCodes");
                    return changes.replace(account, caller);
                },
                (account, made) -> EventRecord.json().put("recoveryCodes", made.size()));
        context.status(201)
                .json(new CodesJson(codes.stream().map(RecoveryCode::reveal).toList()));
    }

    private void remove(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        recorder.change(asked(context, proven, "DeleteRecoveryCodes"), account -> {
            Owner owner = authorised(context, account, proven, "DeleteRecoveryCodes");
            if (owner.self()) {
                changes.requireFresh(account, proven.caller(account));
            } else if (owner.id().isRoot()) {
                throw new IamException(
                        Kind.ACCESS_DENIED, "Root's recovery codes are removed by root, or by 'root recover'.");
            }
            if (!account.recoveryCodes().remove(owner.id())) {
                throw new IamException(Kind.NO_SUCH_ENTITY, "There are no recovery codes.");
            }
            return true;
        });
        context.status(204);
    }

    private static ApiRecorder.Asked asked(Context context, ApiCallers.Proven proven, String event) {
        ObjectNode parameters = EventRecord.json();
        @Nullable String name = context.pathParamMap().get("name");
        if (name != null) {
            parameters.put("userName", name);
        }
        return new ApiRecorder.Asked(proven, event, parameters);
    }

    /** Her own by right; only an explicit deny stands against that. */
    private Owner authorised(Context context, Account account, ApiCallers.Proven proven, String action) {
        Caller caller = proven.caller(account);
        Owner owner = Owner.of(context, account, caller);
        AuthorizationRequest asked = new AuthorizationRequest(
                "sallyport:" + action,
                owner.arn().toString(),
                RequestContext.builder().build());
        if (owner.self()) {
            authorizer.requireNotDenied(account, caller, asked, proven.facts());
        } else {
            authorizer.require(account, caller, asked, proven.facts());
        }
        return owner;
    }
}
