// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One request on its way through the statements that may match it; gathers what they say. */
final class Evaluation implements Consumer<StatementIndex.Candidate> {
    private final AuthorizationRequest request;
    private final Principal principal;
    private final boolean bounded;
    private HeldStatement[] matched = new HeldStatement[4];
    private int count;
    private int denied;
    private int allowed;
    private int grants;
    private long serviceControlLevels;
    private long resourceControlLevels;

    /** @param bounded whether the principal has a permissions boundary */
    Evaluation(AuthorizationRequest request, Principal principal, boolean bounded) {
        this.request = request;
        this.principal = principal;
        this.bounded = bounded;
    }

    AuthorizationRequest request() {
        return request;
    }

    @Override
    public void accept(StatementIndex.Candidate candidate) {
        HeldStatement held = candidate.held();
        if (!candidate.matchesBehindPrefix(request) || isMatched(held)) {
            return;
        }
        Grant grant = held.statement().grant(principal, bounded);
        if (grant != null && held.statement().holds(request.context())) {
            add(held, grant);
        }
    }

    /** A statement is found once for each of its resources. */
    private boolean isMatched(HeldStatement held) {
        for (int i = 0; i < count; i++) {
            if (matched[i] == held) {
                return true;
            }
        }
        return false;
    }

    private void add(HeldStatement held, Grant grant) {
        if (count == matched.length) {
            matched = Arrays.copyOf(matched, count * 2);
        }
        int at = count++;
        while (at > 0 && matched[at - 1].compareTo(held) > 0) {
            matched[at] = matched[at - 1];
            at--;
        }
        matched[at] = held;
        if (held.effect() == Effect.DENY) {
            denied |= held.layer().bit();
            return;
        }
        switch (held.layer()) {
            case SERVICE_CONTROL -> serviceControlLevels |= 1L << held.level();
            case RESOURCE_CONTROL -> resourceControlLevels |= 1L << held.level();
            case RESOURCE -> grants |= grant.bit();
            case IDENTITY, PERMISSIONS_BOUNDARY, SESSION ->
                allowed |= held.layer().bit();
        }
    }

    boolean isDenied() {
        return denied != 0;
    }

    int deniedLayers() {
        return denied;
    }

    boolean allows(PolicyLayer layer) {
        return (allowed & layer.bit()) != 0;
    }

    boolean grants(Grant grant) {
        return (grants & grant.bit()) != 0;
    }

    boolean grantsAnything() {
        return grants != 0;
    }

    /** Whether every one of the first levels of an organization allows it. */
    boolean allowsAt(PolicyLayer layer, int levels) {
        long all = levels == Long.SIZE ? -1L : (1L << levels) - 1;
        return (layer == PolicyLayer.SERVICE_CONTROL ? serviceControlLevels : resourceControlLevels) == all;
    }

    List<MatchedStatement> statements(Effect effect) {
        List<MatchedStatement> statements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (matched[i].effect() == effect) {
                statements.add(matched[i].match());
            }
        }
        return statements;
    }
}
