// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.PolicyVersion;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what two documents decide. Actions are those of the {@link ServiceCatalogue} and those the documents name;
 * resources are told apart by the documents' patterns, one ARN for each and for each overlap of two.
 */
public final class PolicyDiff {
    private static final int MOST_CELLS = 100_000;

    private final Judge before;
    private final Judge after;
    private final PolicyVersion version;
    private final Map<Change.Kind, Map<List<Change.Limit>, List<String>>> found = new EnumMap<>(Change.Kind.class);

    private PolicyDiff(Judge before, Judge after, PolicyVersion version) {
        this.before = before;
        this.after = after;
        this.version = version;
    }

    /** None if both documents decide alike; else by kind. */
    public static List<Change> between(
            PolicyDocument before, PolicyDocument after, PolicyType type, ServiceCatalogue catalogue) {
        PolicyDiff diff = new PolicyDiff(
                Judge.of(before, type),
                Judge.of(after, type),
                after.version().hasVariables() ? after.version() : before.version());
        List<Statement> statements = new ArrayList<>(before.statements());
        statements.addAll(after.statements());
        ActionClasses.of(statements, catalogue)
                .forEach((about, actions) ->
                        diff.compare(about.stream().mapToObj(statements::get).toList(), actions));
        return diff.changes(new ActionFolding(catalogue));
    }

    /** @param statements of both documents, all about each of the actions */
    private void compare(List<Statement> statements, List<String> actions) {
        Grid grid = Grid.of(new Probes(statements, version), MOST_CELLS);
        String action = actions.get(0).replace("*", "Some").replace("?", "x");
        Map<Change.Kind, BitSet> changed = new EnumMap<>(Change.Kind.class);
        grid.visit(cell -> {
            AuthorizationRequest request = new AuthorizationRequest(action, cell.resource(), cell.context());
            kind(before.judge(cell.principal(), request), after.judge(cell.principal(), request))
                    .ifPresent(kind ->
                            changed.computeIfAbsent(kind, key -> new BitSet()).set(cell.number()));
        });
        changed.forEach((kind, cells) -> {
            for (List<Change.Limit> limits : grid.describe(cells)) {
                found.computeIfAbsent(kind, key -> new LinkedHashMap<>())
                        .computeIfAbsent(limits, key -> new ArrayList<>())
                        .addAll(actions);
            }
        });
    }

    private static Optional<Change.Kind> kind(Decision.Effect before, Decision.Effect after) {
        if (before == after) {
            return Optional.empty();
        }
        return Optional.of(
                switch (after) {
                    case ALLOWED -> Change.Kind.GAINED;
                    case IMPLICIT_DENY ->
                        before == Decision.Effect.ALLOWED ? Change.Kind.LOST : Change.Kind.NO_LONGER_DENIED;
                    case EXPLICIT_DENY -> before == Decision.Effect.ALLOWED ? Change.Kind.LOST : Change.Kind.DENIED;
                });
    }

    private List<Change> changes(ActionFolding folding) {
        List<Change> changes = new ArrayList<>();
        found.forEach((kind, byLimits) -> byLimits.forEach(
                (limits, actions) -> changes.add(new Change(kind, folding.fold(actions), actions.size(), limits))));
        return changes;
    }
}
