// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.accesscode.AccessCodeRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.helpdesk.HelpDesk;
import io.sallyport.core.helpdesk.RightsComparison;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UserName;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Helping people who lost their device: requests for access codes, the second person's decision, the codes. */
public final class HelpDeskRoutes {
    private static final String PATH = "/api/v1/help-desk/requests";
    private static final String LIST = "ListAccessCodeRequests";
    private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}]{1,256}");

    private final Accounts accounts;
    private final ApiRecorder recorder;
    private final WholeAccount account;
    private final HelpDesk desk;
    private final InstantSource clock;

    public HelpDeskRoutes(
            Accounts accounts, ApiRecorder recorder, WholeAccount account, HelpDesk desk, InstantSource clock) {
        this.accounts = accounts;
        this.recorder = recorder;
        this.account = account;
        this.desk = desk;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, PATH, this::list),
                new Route(HandlerType.POST, PATH, this::request),
                new Route(HandlerType.GET, PATH + "/{id}", this::get),
                new Route(HandlerType.DELETE, PATH + "/{id}", this::withdraw),
                new Route(HandlerType.POST, PATH + "/{id}/approval", this::approve),
                new Route(HandlerType.POST, PATH + "/{id}/denial", this::deny));
    }

    private record RequestsJson(List<HelpDeskJson> requests) {}

    private void list(Context context) {
        boolean all = all(context.queryParam("state"));
        context.json(account.read(
                account.callers().require(context),
                LIST,
                EventRecord.json(),
                in -> new RequestsJson(in.accessCodes().list(!all, clock.instant()).stream()
                        .map(request -> json(in, request))
                        .toList())));
    }

    private static boolean all(@Nullable String state) {
        if (state != null && !state.equals("all")) {
            throw JsonBody.bad("'state' is all, or not given");
        }
        return state != null;
    }

    private void get(Context context) {
        String id = context.pathParam("id");
        context.json(account.read(
                account.callers().require(context),
                LIST,
                EventRecord.json().put("requestId", id),
                in -> in.accessCodes()
                        .find(id)
                        .map(request -> json(in, request))
                        .orElseThrow(HelpDesk::noSuchRequest)));
    }

    private void request(Context context) {
        ApiCallers.Proven proven = account.callers().require(context);
        HelpDesk.Wanted wanted = wanted(JsonBody.of(context, "user", "lost", "minutes", "reason"));
        ObjectNode parameters = EventRecord.json().put("userName", wanted.user().value());
        if (wanted.lost() != null) {
            parameters.put("serialNumber", wanted.lost().value()).put("reason", "lost");
        }
        if (wanted.reason() != null) {
            parameters.put("comment", wanted.reason());
        }
        Opened opened = change(
                proven,
                "RequestAccessCode",
                parameters,
                false,
                in -> in.users().find(wanted.user()),
                (in, by) -> opened(in, desk.request(in, by, wanted)));
        context.status(201).json(opened.json());
    }

    private static HelpDesk.Wanted wanted(JsonBody body) {
        return new HelpDesk.Wanted(
                new UserName(body.required("user")),
                body.optional("lost").map(MfaSerial::new).orElse(null),
                HelpDeskRuleRoutes.minutes(body, "minutes").orElse(null),
                body.optional("reason").map(HelpDeskRoutes::reason).orElse(null));
    }

    private static String reason(String text) {
        if (!REASON.matcher(text).matches()) {
            throw JsonBody.bad("'reason' is one line of at most 256 characters");
        }
        return text;
    }

    private void approve(Context context) {
        decide(context, "ApproveAccessCode", true, (in, by) -> opened(in, desk.approve(in, by, id(context))));
    }

    private void deny(Context context) {
        decide(context, "DenyAccessCode", false, (in, by) -> ended(in, desk.deny(in, by, id(context))));
    }

    private void withdraw(Context context) {
        decide(context, "WithdrawAccessCode", false, (in, by) -> ended(in, desk.withdraw(in, by, id(context))));
    }

    private static String id(Context context) {
        return context.pathParam("id");
    }

    private void decide(
            Context context, String event, boolean approves, BiFunction<Account, HelpDesk.Acting, Opened> work) {
        ApiCallers.Proven proven = account.callers().require(context);
        String id = id(context);
        Function<Account, Optional<User>> whose = in -> approves
                ? in.accessCodes().find(id).flatMap(request -> in.users().find(request.user()))
                : Optional.empty();
        context.json(change(proven, event, EventRecord.json().put("requestId", id), approves, whose, work)
                .json());
    }

    /** @param told what the event tells of it, which is not the code */
    private record Opened(HelpDeskJson json, ObjectNode told) {}

    private Opened opened(Account in, HelpDesk.Opened opened) {
        return new Opened(
                HelpDeskJson.of(in, opened.request(), opened.code(), clock.instant()),
                desk.told(in, opened.request(), EventRecord.json()));
    }

    private Opened ended(Account in, AccessCodeRequest request) {
        return new Opened(json(in, request), desk.told(in, request, EventRecord.json()));
    }

    private HelpDeskJson json(Account in, AccessCodeRequest request) {
        return HelpDeskJson.of(in, request, null, clock.instant());
    }

    /** @param whose with whose rights the caller's are compared; nobody's where that is not asked */
    private Opened change(
            ApiCallers.Proven proven,
            String event,
            ObjectNode parameters,
            boolean approves,
            Function<Account, Optional<User>> whose,
            BiFunction<Account, HelpDesk.Acting, Opened> work) {
        RightsComparison.Compared compared = accounts.read(proven.account(), in -> {
                    Caller caller = proven.caller(in);
                    return whose.apply(in).map(user -> desk.lookAhead(in, caller, proven.facts(), approves, user));
                })
                .orElse(null);
        return recorder.change(
                new ApiRecorder.Asked(proven, event, parameters),
                in -> work.apply(
                        in, new HelpDesk.Acting(proven.caller(in), proven.accessKeyId(), proven.facts(), compared)),
                (in, opened) -> opened.told());
    }
}
