// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the statements a request may match without looking at the others. For each action that is asked for, the
 * statements about it are gathered once into a tree over what their resources begin with; which actions those are is few
 * for any one principal. Thread-safe.
 */
final class StatementIndex {
    /** Bounds the memory that made-up actions can take; beyond it a tree serves one request. */
    private static final int MOST_ACTIONS = 2048;

    private final List<HeldStatement> statements;
    private final Map<String, PrefixTree<Candidate>> byAction = new ConcurrentHashMap<>();

    /** A statement, by one of its resources or, for want of any to begin with, by all of them. */
    interface Candidate {
        HeldStatement held();

        boolean matchesBehindPrefix(AuthorizationRequest request);
    }

    private record OneResource(HeldStatement held, ResourcePattern resource) implements Candidate {
        @Override
        public boolean matchesBehindPrefix(AuthorizationRequest request) {
            return resource.matchesBehindPrefix(request.resource(), request.context());
        }
    }

    private record AllResources(HeldStatement held) implements Candidate {
        @Override
        public boolean matchesBehindPrefix(AuthorizationRequest request) {
            return held.statement().matchesResource(request.resource(), request.context());
        }
    }

    StatementIndex(List<HeldStatement> statements) {
        this.statements = List.copyOf(statements);
    }

    List<HeldStatement> statements() {
        return statements;
    }

    void match(Evaluation evaluation) {
        String action = evaluation.request().action();
        PrefixTree<Candidate> candidates = byAction.get(action);
        if (candidates == null) {
            candidates = candidates(action);
            if (byAction.size() < MOST_ACTIONS) {
                byAction.put(action, candidates);
            }
        }
        candidates.forEachPrefixOf(evaluation.request().resource(), evaluation);
    }

    private PrefixTree<Candidate> candidates(String action) {
        PrefixTree<Candidate> tree = new PrefixTree<>();
        for (HeldStatement held : statements) {
            if (!held.statement().matchesAction(action)) {
                continue;
            }
            List<ResourcePattern> resources = held.statement().resourcesToFind();
            if (resources.isEmpty()) {
                tree.add("", new AllResources(held));
            }
            for (ResourcePattern resource : resources) {
                tree.add(resource.prefix(), new OneResource(held, resource));
            }
        }
        return tree;
    }
}
