// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.RevokedKeys;
import io.sallyport.core.identity.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose security keys are of a model that FIDO's metadata reports as revoked. */
public final class RevokedKeyRoutes {
    private final WholeAccount account;
    private final RevokedKeys revoked;

    public RevokedKeyRoutes(WholeAccount account, RevokedKeys revoked) {
        this.account = account;
        this.revoked = revoked;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, "/api/v1/security-keys/revoked", this::list));
    }

    private record ListJson(boolean suspended, List<RevokedJson> keys) {}

    /** @param user null for root */
    private record RevokedJson(
            @Nullable String user, String serial, String aaguid, String model, List<String> reports) {
        static RevokedJson of(RevokedKeys.Revoked key) {
            User owner = key.owner();
            return new RevokedJson(
                    owner == null ? null : owner.name().value(),
                    key.device().serial().value(),
                    key.device().credential().aaguid().toUuid().toString(),
                    key.model().description(),
                    key.model().reports().stream().sorted().toList());
        }
    }

    private void list(Context context) {
        context.json(account.read(
                account.callers().require(context),
                "ListRevokedSecurityKeys",
                EventRecord.json(),
                in -> new ListJson(
                        in.settings().keyRules().suspendRevoked(),
                        revoked.of(in).stream().map(RevokedJson::of).toList())));
    }
}
