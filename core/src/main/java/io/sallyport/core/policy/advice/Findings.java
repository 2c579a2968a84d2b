// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.Condition;
import io.sallyport.core.policy.PolicyPlaces;
import io.sallyport.core.policy.Position;
import io.sallyport.core.policy.Span;
import io.sallyport.core.policy.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what the rules find and looks up where it stands. */
final class Findings {
    private static final Span NOWHERE = new Span(new Position(1, 1), new Position(1, 1));

    private final PolicyPlaces places;
    private final List<Finding> found = new ArrayList<>();

    Findings(PolicyPlaces places) {
        this.places = places;
    }

    void add(FindingCode code, String path, String message) {
        found.add(new Finding(code, path, places.find(path).orElse(NOWHERE), message));
    }

    void add(FindingCode code, Statement statement, String message) {
        add(code, statement.path(), message);
    }

    void add(FindingCode code, Statement statement, Condition condition, String message) {
        add(code, path(statement, condition), message);
    }

    /** @param index of the pattern in {@code Action} or {@code NotAction} */
    void addAction(FindingCode code, Statement statement, int index, String message) {
        add(code, element(statement, "Action", statement.actions(), index), message);
    }

    void addResource(FindingCode code, Statement statement, int index, String message) {
        add(code, element(statement, "Resource", statement.resources(), index), message);
    }

    /** In the document's order. */
    List<Finding> inOrder() {
        return found.stream()
                .sorted(Comparator.comparing((Finding finding) -> finding.span().start()))
                .toList();
    }

    static String path(Statement statement, Condition condition) {
        return statement.path() + ".Condition." + condition.operator() + "." + condition.key();
    }

    private static String element(Statement statement, String name, Statement.Patterns patterns, int index) {
        return statement.path() + "." + (patterns.negated() ? "Not" : "") + name + "[" + index + "]";
    }
}
