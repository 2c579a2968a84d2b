// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.FobStock;
import io.sallyport.core.account.OwnFactor;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.StockedFob;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where each fob is, and what an operator says of that. */
public final class FobStockRoutes {
    private static final String PATH = "/api/v1/fobs";
    private static final Set<String> QUERY = Set.of("state", "user", "maker", "maxItems", "marker");

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;
    private final FobStock stock;

    public FobStockRoutes(ApiRecorder recorder, ApiCallers callers, Authorizer authorizer, FobStock stock) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
        this.stock = stock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, PATH, this::list),
                new Route(HandlerType.GET, PATH + "/{serial}", this::get),
                new Route(HandlerType.POST, PATH + "/{serial}/state", this::move));
    }

    /** @param marker what continues the list, if there is more */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record FobsJson(List<FobJson> fobs, @Nullable String marker) {}

    private void list(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        context.queryParamMap().keySet().forEach(name -> {
            if (!QUERY.contains(name)) {
                throw JsonBody.bad("'" + name + "' is no parameter of this request");
            }
        });
        Set<FobState> states = FobStates.of(context.queryParams("state").stream()
                .flatMap(some -> Arrays.stream(some.split(",", -1)))
                .toList());
        PageRequest wanted = PageRequest.of(maxItems(context.queryParam("maxItems")), context.queryParam("marker"));
        ApiRecorder.Asked asked = new ApiRecorder.Asked(proven, "ListFobs", EventRecord.json());
        context.json(recorder.read(asked, account -> {
            require(account, proven, "ListFobs", account.id().iam("mfa/*").toString());
            Fobs.Filter filter =
                    new Fobs.Filter(states, owner(account, context.queryParam("user")), context.queryParam("maker"));
            Page<FobJson> page = account.fobs().list(filter, wanted).map(fob -> FobJson.of(fob, account.id()));
            return new FobsJson(page.items(), page.marker());
        }));
    }

    private static @Nullable UniqueId owner(Account account, @Nullable String user) {
        return user == null ? null : account.users().require(new UserName(user)).id();
    }

    private static @Nullable Integer maxItems(@Nullable String number) {
        try {
            return number == null ? null : Integer.valueOf(number);
        } catch (NumberFormatException notANumber) {
            throw JsonBody.bad("'maxItems' is not a whole number");
        }
    }

    private void get(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        MfaSerial serial = new MfaSerial(context.pathParam("serial"));
        ApiRecorder.Asked asked = new ApiRecorder.Asked(proven, "ListFobs", parameters(serial));
        context.json(recorder.read(asked, account -> {
            require(account, proven, "ListFobs", serial.arn(account.id()).toString());
            return FobJson.of(
                    account.fobs().find(serial).orElseThrow(() -> MfaDevices.noSuchDevice(serial)), account.id());
        }));
    }

    private void move(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        MfaSerial serial = new MfaSerial(context.pathParam("serial"));
        JsonBody body = JsonBody.of(context, "state", "code1", "code2");
        FobState to = FobStates.of(body.required("state"));
        Optional<FobStock.Codes> codes = body.has("code1") || body.has("code2")
                ? Optional.of(new FobStock.Codes(body.required("code1"), body.required("code2")))
                : Optional.empty();
        ApiRecorder.Asked asked =
                new ApiRecorder.Asked(proven, "UpdateFob", parameters(serial).put("state", to.name()));
        context.json(recorder.change(asked, account -> {
            require(account, proven, "UpdateFob", serial.arn(account.id()).toString());
            Caller caller = proven.caller(account);
            StockedFob moved = stock.move(
                    account,
                    serial,
                    new FobStock.Move(to, codes),
                    caller.arn().toString(),
                    fob -> requireMayTake(account, caller, fob, proven));
            return FobJson.of(moved, account.id());
        }));
    }

    /** What {@code DeactivateMFADevice} asks of whoever takes a device from its owner. */
    private void requireMayTake(Account account, Caller caller, StockedFob fob, ApiCallers.Proven proven) {
        @Nullable UniqueId owner = fob.device().owner();
        if (owner == null) {
            return;
        }
        if (owner.isRoot() && !caller.isRoot()) {
            throw new IamException(
                    IamException.Kind.ACCESS_DENIED, "Root's devices are removed by root, or by 'root recover'.");
        }
        require(account, proven, "iam:DeactivateMFADevice", FobJson.ownerArn(fob.user(), account.id()));
        OwnFactor.require(account, caller, owner);
    }

    private static ObjectNode parameters(MfaSerial serial) {
        return EventRecord.json().put("serialNumber", serial.value());
    }

    private void require(Account account, ApiCallers.Proven proven, String action, String resource) {
        authorizer.require(
                account,
                proven.caller(account),
                action.startsWith("iam:") ? action : "sallyport:" + action,
                resource,
                proven.facts());
    }
}
