// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.Glob;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All actions that either document is about, in classes that no statement tells apart. */
final class ActionClasses {
    private final List<Statement> statements;
    private final Map<BitSet, List<String>> classes = new LinkedHashMap<>();

    private ActionClasses(List<Statement> statements) {
        this.statements = statements;
    }

    /** @return for each set of statements, by their index, the actions that exactly they are about */
    static Map<BitSet, List<String>> of(List<Statement> statements, ServiceCatalogue catalogue) {
        ActionClasses classes = new ActionClasses(statements);
        classes.candidates(catalogue).forEach(classes::add);
        return classes.classes;
    }

    private Collection<String> candidates(ServiceCatalogue catalogue) {
        Set<String> candidates = new LinkedHashSet<>();
        for (Statement statement : statements) {
            if (statement.actions().negated()) {
                catalogue.matching("*").forEach(candidates::add);
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
        BitSet about = new BitSet();
        for (int i = 0; i < statements.size(); i++) {
            Statement.Patterns patterns = statements.get(i).actions();
            boolean matches = patterns.patterns().stream().anyMatch(pattern -> matches(pattern, action));
            about.set(i, matches != patterns.negated());
        }
        if (!about.isEmpty()) {
            classes.computeIfAbsent(about, key -> new ArrayList<>()).add(action);
        }
    }

    private static boolean matches(String pattern, String action) {
        return Glob.covers(
                pattern.equals("*") ? "*" : pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }
}
