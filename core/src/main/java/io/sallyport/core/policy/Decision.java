// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;

/**
 * The answer to an {@link AuthorizationRequest}.
 *
 * @param layer the layer that decided: for a denial the first that denies or does not allow, else the identity's
 * @param statements those that decided: the denying ones of all layers, or the allowing ones, or none for an implicit
 *     deny
 */
public record Decision(String action, Effect effect, PolicyLayer layer, List<MatchedStatement> statements) {
    /** How it ends. */
    public enum Effect {
        ALLOWED,
        /** Some layer has nothing that allows it. */
        IMPLICIT_DENY,
        /** A statement denies it, whatever others allow. */
        EXPLICIT_DENY
    }

    public Decision {
        statements = List.copyOf(statements);
    }

    public boolean isAllowed() {
        return effect == Effect.ALLOWED;
    }

    /**
     * The end of AWS's sentence "User: … is not authorized to perform: … on resource: …".
     *
     * @throws IllegalStateException if the request is allowed
     */
    public String denialReason() {
        return switch (effect) {
            case ALLOWED -> throw new IllegalStateException("an allowed request has no reason of denial");
            case IMPLICIT_DENY -> layer.implicitDeny(action);
            case EXPLICIT_DENY -> layer.explicitDeny();
        };
    }
}
