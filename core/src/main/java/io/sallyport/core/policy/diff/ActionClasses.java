// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.Glob;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All actions that either document is about, in classes that no statement tells apart. */
final class ActionClasses {
    private static final String ANY = "*";

    private final List<Statement> statements;
    private final List<Patterns> patterns;
    private final Map<BitSet, List<String>> classes = new LinkedHashMap<>();

    private ActionClasses(List<Statement> statements) {
        this.statements = statements;
        this.patterns = statements.stream()
                .map(statement -> Patterns.of(statement.actions()))
                .toList();
    }

    /** The patterns of a statement, in lower case. */
    private record Patterns(boolean negated, Map<String, List<String>> namesByService) {
        static Patterns of(Statement.Patterns written) {
            Map<String, List<String>> byService = new HashMap<>();
            for (String pattern : written.patterns()) {
                int colon = Math.max(0, pattern.indexOf(':'));
                byService
                        .computeIfAbsent(
                                colon == 0 ? ANY : pattern.substring(0, colon).toLowerCase(Locale.ROOT),
                                service -> new ArrayList<>())
                        .add(pattern.substring(colon == 0 ? 0 : colon + 1).toLowerCase(Locale.ROOT));
            }
            return new Patterns(written.negated(), byService);
        }

        boolean areAbout(String service, String name) {
            return negated != (match(ANY, name) || match(service, name));
        }

        private boolean match(String service, String name) {
            return namesByService.getOrDefault(service, List.of()).stream()
                    .anyMatch(pattern -> Glob.covers(pattern, name));
        }
    }

    /** @return for each set of statements, by their index, the actions that exactly they are about */
    static Map<BitSet, List<String>> of(List<Statement> statements, ServiceCatalogue catalogue) {
        return of(statements, catalogue, List.of());
    }

    /** @param further actions that neither the catalogue knows nor any statement names */
    static Map<BitSet, List<String>> of(
            List<Statement> statements, ServiceCatalogue catalogue, Collection<String> further) {
        ActionClasses classes = new ActionClasses(statements);
        Set<String> candidates = new LinkedHashSet<>(classes.candidates(catalogue));
        candidates.addAll(further);
        candidates.forEach(classes::add);
        return classes.classes;
    }

    private Collection<String> candidates(ServiceCatalogue catalogue) {
        Set<String> candidates = new LinkedHashSet<>();
        for (Statement statement : statements) {
            if (statement.actions().negated()) {
                catalogue.matching(ANY).forEach(candidates::add);
            }
            for (String pattern : statement.actions().patterns()) {
                List<String> known = catalogue.matching(pattern).toList();
                candidates.addAll(known);
                if (known.isEmpty()) {
                    // Unknown, but the documents say something about it.
                    candidates.add(pattern);
                }
            }
        }
        return candidates;
    }

    private void add(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        String service = lower.substring(0, Math.max(0, lower.indexOf(':')));
        String name = lower.substring(lower.indexOf(':') + 1);
        BitSet about = new BitSet();
        for (int i = 0; i < patterns.size(); i++) {
            about.set(i, patterns.get(i).areAbout(service, name));
        }
        if (!about.isEmpty()) {
            classes.computeIfAbsent(about, key -> new ArrayList<>()).add(action);
        }
    }
}
