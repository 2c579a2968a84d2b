// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the statements a request may match without looking at the others. For each action that is asked for, the
 * statements about it are gathered once into a table of what their resources begin with; which actions those are is few
 * for any one principal. Thread-safe.
 */
final class StatementIndex {
    /** Bounds the memory that made-up actions can take; beyond it a table serves one request. */
    private static final int MOST_ACTIONS = 2048;

    private final List<HeldStatement> statements;
    private final Map<String, PrefixTable<Candidate>> byAction = new ConcurrentHashMap<>();
    /** By the places of the statements in the list. Actions that the same statements are about share a table. */
    private final Map<BitSet, PrefixTable<Candidate>> bySelection = new ConcurrentHashMap<>();

    /** A statement, by one of its resources or, for want of any to begin with, by all of them. */
    static final class Candidate {
        private final HeldStatement held;
        private final @Nullable ResourcePattern resource;
        private final boolean sure;

        private Candidate(HeldStatement held, @Nullable ResourcePattern resource) {
            this.held = held;
            this.resource = resource;
            this.sure = resource != null && resource.isPrefix();
        }

        HeldStatement held() {
            return held;
        }

        /** For a resource that begins with the text under which this was found. */
        boolean matchesBehindPrefix(AuthorizationRequest request) {
            return sure
                    || (resource == null
                            ? held.statement().matchesResource(request.resource(), request.context())
                            : resource.matchesBehindPrefix(request.resource(), request.context()));
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
        PrefixTable<Candidate> candidates = byAction.get(action);
        if (candidates == null) {
            candidates = gather(action);
        }
        candidates.forEachPrefixOf(evaluation.request().resource(), evaluation);
    }

    private PrefixTable<Candidate> gather(String action) {
        BitSet selection = new BitSet();
        for (int i = 0; i < statements.size(); i++) {
            selection.set(i, statements.get(i).statement().matchesAction(action));
        }
        if (byAction.size() >= MOST_ACTIONS) {
            return table(selection);
        }
        PrefixTable<Candidate> candidates = bySelection.computeIfAbsent(selection, this::table);
        byAction.put(action, candidates);
        return candidates;
    }

    private PrefixTable<Candidate> table(BitSet selection) {
        Map<String, List<Candidate>> byPrefix = new LinkedHashMap<>();
        selection.stream().mapToObj(statements::get).forEach(held -> {
            List<ResourcePattern> resources = held.statement().resourcesToFind();
            if (resources.isEmpty()) {
                add(byPrefix, "", new Candidate(held, null));
            }
            for (ResourcePattern resource : resources) {
                add(byPrefix, resource.prefix(), new Candidate(held, resource));
            }
        });
        return new PrefixTable<>(byPrefix);
    }

    private static void add(Map<String, List<Candidate>> byPrefix, String prefix, Candidate candidate) {
        byPrefix.computeIfAbsent(prefix, key -> new ArrayList<>()).add(candidate);
    }
}
