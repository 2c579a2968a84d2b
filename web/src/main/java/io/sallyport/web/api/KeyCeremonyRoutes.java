// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.IamException;
import io.sallyport.core.account.KeyProofs;
import io.sallyport.core.mfa.Ceremony;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a security key is to sign for a ceremony, told to the program at the kiosk that holds the key. It has no session
 * and does not believe the page: the ceremony's id, which only that page was told, is what entitles it.
 */
public final class KeyCeremonyRoutes {
    private final KeyProofs proofs;

    public KeyCeremonyRoutes(KeyProofs proofs) {
        this.proofs = proofs;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, "/api/v1/key-ceremonies/{id}", this::find));
    }

    private record CeremonyJson(
            Ceremony.Kind kind,
            @JsonRawValue String publicKey,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String registration,

            Instant expiresAt) {}

    private void find(Context context) {
        KeyProofs.UnderWay found = proofs.find(context.pathParam("id"))
                .orElseThrow(() -> new IamException(
                        IamException.Kind.NO_SUCH_ENTITY, "There is no such ceremony under way: begin again."));
        context.json(new CeremonyJson(found.kind(), found.publicKey(), found.registration(), found.expiresAt()));
    }
}
