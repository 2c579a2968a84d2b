// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Principal} or {@code NotPrincipal}, ready to be matched. */
final class PrincipalMatcher {
    private final boolean negated;
    private final List<Named> named;

    /** @param account that is meant as a whole, or null */
    private record Named(PrincipalPattern pattern, @Nullable String account) {
        @Nullable Grant grant(Principal principal) {
            if (pattern.isAnybody()) {
                return Grant.DIRECT;
            }
            if (account != null) {
                return principal.isOf(account) ? Grant.ACCOUNT : null;
            }
            if (!isOfType(principal)) {
                return null;
            }
            if (pattern.value().equals(principal.origin())) {
                return Grant.INDIRECT;
            }
            return pattern.value().equals(principal.name()) ? Grant.DIRECT : null;
        }

        private boolean isOfType(Principal principal) {
            return switch (principal.kind()) {
                case ROOT, USER, ROLE, ROLE_SESSION, FEDERATED_USER -> pattern.type() == PrincipalPattern.Type.AWS;
                case SERVICE -> pattern.type() == PrincipalPattern.Type.SERVICE;
                case FEDERATED -> pattern.type() == PrincipalPattern.Type.FEDERATED;
                case ANONYMOUS -> false;
            };
        }
    }

    private PrincipalMatcher(boolean negated, List<Named> named) {
        this.negated = negated;
        this.named = named;
    }

    static PrincipalMatcher of(Statement.Principals principals) {
        return new PrincipalMatcher(
                principals.negated(),
                principals.patterns().stream()
                        .map(pattern -> new Named(pattern, pattern.account().orElse(null)))
                        .toList());
    }

    /**
     * What the statement grants or denies the principal; null when it is about others.
     *
     * @param bounded whether the principal has a permissions boundary: then a deny to all but some is one to it
     */
    @Nullable Grant grant(Principal principal, boolean bounded, Effect effect) {
        Grant best = null;
        for (Named each : named) {
            Grant grant = each.grant(principal);
            if (grant != null && (best == null || grant.compareTo(best) > 0)) {
                best = grant;
            }
        }
        if (!negated) {
            return best;
        }
        return best == null || (bounded && effect == Effect.DENY) ? Grant.DIRECT : null;
    }
}
