// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.credential.NistNote;
import io.sallyport.core.credential.PasswordProfile;
import io.sallyport.core.credential.PasswordRegime;
import java.util.List;
import java.util.Locale;

/** By whose rules an account's passwords go, and what in them is against NIST SP 800-63B. */
public final class PasswordProfileRoutes {
    private static final String PATH = "/api/v1/account/password-profile";

    private final WholeAccount account;

    public PasswordProfileRoutes(WholeAccount account) {
        this.account = account;
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
        context.json(account.read(
                account.callers().require(context), "GetPasswordProfile", EventRecord.json(), ProfileJson::of));
    }

    private void put(Context context) {
        ApiCallers.Proven proven = account.callers().require(context);
        PasswordProfile profile = profile(JsonBody.of(context, "profile").required("profile"));
        ObjectNode parameters = EventRecord.json().put("profile", profile.name().toLowerCase(Locale.ROOT));
        context.json(account.change(proven, "PutPasswordProfile", parameters, in -> {
            in.passwordPolicies().choose(profile);
            return ProfileJson.of(in);
        }));
    }

    private void delete(Context context) {
        account.change(account.callers().require(context), "DeletePasswordProfile", EventRecord.json(), in -> {
            in.passwordPolicies().choose(PasswordProfile.AWS);
            return true;
        });
        context.status(204);
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
