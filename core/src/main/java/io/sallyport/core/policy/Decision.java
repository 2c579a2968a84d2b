// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The answer to an {@link AuthorizationRequest}. */
public final class Decision {
    private final String action;
    private final Effect effect;
    private final PolicyLayer layer;
    private final List<MatchedStatement> statements;
    private final int present;
    private final int allowing;
    private final int denying;

    /** How it ends. */
    public enum Effect {
        ALLOWED,
        /** Some layer has nothing that allows it. */
        IMPLICIT_DENY,
        /** A statement denies it, whatever others allow. */
        EXPLICIT_DENY
    }

    /** @param present bits of the layers there are; {@code allowing} and {@code denying} of those that do */
    Decision(
            String action,
            Effect effect,
            PolicyLayer layer,
            List<MatchedStatement> statements,
            int present,
            int allowing,
            int denying) {
        this.action = action;
        this.effect = effect;
        this.layer = layer;
        this.statements = List.copyOf(statements);
        this.present = present;
        this.allowing = allowing;
        this.denying = denying;
    }

    public String action() {
        return action;
    }

    public Effect effect() {
        return effect;
    }

    /** The layer that decided: for a denial the first that denies or does not allow, else the one that granted. */
    public PolicyLayer layer() {
        return layer;
    }

    /** Those that decided: the denying ones of all layers, or the allowing ones, or none for an implicit deny. */
    public List<MatchedStatement> statements() {
        return statements;
    }

    public boolean isAllowed() {
        return effect == Effect.ALLOWED;
    }

    /** What a layer says alone; empty when it has no policies. The levels of an organization are one layer. */
    public Optional<Effect> of(PolicyLayer one) {
        if ((present & one.bit()) == 0) {
            return Optional.empty();
        }
        return Optional.of(
                (denying & one.bit()) != 0
                        ? Effect.EXPLICIT_DENY
                        : (allowing & one.bit()) != 0 ? Effect.ALLOWED : Effect.IMPLICIT_DENY);
    }

    /**
     * The end of AWS's sentence "User: … is not authorized to perform: … on resource: …". Names the policy that denies if
     * it has an ARN.
     *
     * @throws IllegalStateException if the request is allowed
     */
    public String denialReason() {
        return switch (effect) {
            case ALLOWED -> throw new IllegalStateException("an allowed request has no reason of denial");
            case IMPLICIT_DENY -> layer.implicitDeny(action);
            case EXPLICIT_DENY -> {
                String policy = statements.get(0).policyId();
                yield layer.explicitDeny() + (policy.startsWith("arn:") ? ": " + policy : "");
            }
        };
    }

    @Override
    public String toString() {
        String layers = Arrays.stream(PolicyLayer.values())
                .filter(each -> of(each).isPresent())
                .map(each -> each + "=" + of(each).orElseThrow())
                .toList()
                .toString();
        return effect + " of " + action + " by " + layer + " " + statements + " " + layers;
    }
}
