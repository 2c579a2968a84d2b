// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.credential.NistNote;
import io.sallyport.core.credential.PasswordProfile;
import io.sallyport.core.credential.PasswordRegime;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** By whose rules an account's passwords go, and what in them is against NIST SP 800-63B. */
public final class PasswordProfileRoutes {
    private static final String PATH = "/api/v1/account/password-profile";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;

    public PasswordProfileRoutes(ApiRecorder recorder, ApiCallers callers, Authorizer authorizer) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, PATH, this::get),
                new Route(HandlerType.PUT, PATH, this::put),
                new Route(HandlerType.DELETE, PATH, this::delete));
    }

    private record ProfileJson(String profile, List<NistNote> notes) {
        static ProfileJson of(Account account) {
            PasswordRegime regime = new PasswordRegime(
                    account.passwordPolicies().profile(),
                    account.passwordPolicies().find().orElse(null));
            return new ProfileJson(regime.profile().name().toLowerCase(Locale.ROOT), NistNote.on(regime));
        }
    }

    private void get(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        context.json(recorder.read(
                new ApiRecorder.Asked(proven, "GetPasswordProfile", EventRecord.json()),
                within(proven, "sallyport:GetPasswordProfile", ProfileJson::of)));
    }

    private void put(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        PasswordProfile profile = profile(JsonBody.of(context, "profile").required("profile"));
        ApiRecorder.Asked asked = new ApiRecorder.Asked(
                proven,
                "PutPasswordProfile",
                EventRecord.json().put("profile", profile.name().toLowerCase(Locale.ROOT)));
        context.json(recorder.change(asked, within(proven, "sallyport:PutPasswordProfile", account -> {
            account.passwordPolicies().choose(profile);
            return ProfileJson.of(account);
        })));
    }

    private void delete(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        ApiRecorder.Asked asked = new ApiRecorder.Asked(proven, "DeletePasswordProfile", EventRecord.json());
        recorder.change(asked, within(proven, "sallyport:DeletePasswordProfile", account -> {
            account.passwordPolicies().choose(PasswordProfile.AWS);
            return true;
        }));
        context.status(204);
    }

    /** On any resource, as {@code iam:UpdateAccountPasswordPolicy}: an account has one of it. */
    private <T> Function<Account, T> within(ApiCallers.Proven proven, String action, Function<Account, T> work) {
        return account -> {
            authorizer.require(account, proven.caller(account), action, "*", proven.facts());
            return work.apply(account);
        };
    }

    private static PasswordProfile profile(String name) {
        for (PasswordProfile profile : PasswordProfile.values()) {
            if (profile.name().toLowerCase(Locale.ROOT).equals(name)) {
                return profile;
            }
        }
        throw JsonBody.bad("'profile' is neither aws nor nist");
    }
}
