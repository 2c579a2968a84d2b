// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** All combinations of what the statements about some actions can tell apart, one request each. */
final class Grid {
    private final Probes probes;
    private final Dimension<Principal> principals;
    private final Dimension<String> resources;
    private final List<Dimension<Map<String, List<String>>>> keys;

    private Grid(
            Probes probes,
            Dimension<Principal> principals,
            Dimension<String> resources,
            List<Dimension<Map<String, List<String>>>> keys) {
        this.probes = probes;
        this.principals = principals;
        this.resources = resources;
        this.keys = keys;
    }

    /** One cell's request, but for the action. */
    record Cell(int number, Principal principal, String resource, RequestContext context) {}

    /** Is told of each cell. */
    interface Visitor {
        void visit(Cell cell);
    }

    /** @param most cells; where there would be more, each statement's conditions are tried alone */
    static Grid of(Probes probes, int most) {
        Dimension<Principal> principals = probes.principals();
        Dimension<String> resources = probes.resources();
        List<Dimension<Map<String, List<String>>>> keys = probes.keys();
        double cells = (double) principals.size() * resources.size();
        for (Dimension<Map<String, List<String>>> key : keys) {
            cells *= key.size();
        }
        return new Grid(probes, principals, resources, cells > most ? List.of(probes.eachStatementAlone(keys)) : keys);
    }

    void visit(Visitor visitor) {
        List<RequestContext> contexts = new ArrayList<>();
        collect(0, List.of(), contexts);
        int number = 0;
        for (Choice<Principal> principal : principals.choices()) {
            for (Choice<String> resource : resources.choices()) {
                for (RequestContext context : contexts) {
                    visitor.visit(
                            new Cell(number++, principal.value(), probes.resource(resource.value(), context), context));
                }
            }
        }
    }

    private void collect(int key, List<Map<String, List<String>>> chosen, List<RequestContext> contexts) {
        if (key == keys.size()) {
            contexts.add(probes.context(chosen));
            return;
        }
        for (Choice<Map<String, List<String>>> choice : keys.get(key).choices()) {
            List<Map<String, List<String>>> more = new ArrayList<>(chosen);
            more.add(choice.value());
            collect(key + 1, more, contexts);
        }
    }

    /** The limits that together describe the cells; no limits at all for all of them. */
    List<List<Change.Limit>> describe(BitSet cells) {
        List<Dimension<?>> dimensions = new ArrayList<>(List.of(principals, resources));
        dimensions.addAll(keys);
        Boxes boxes = new Boxes(dimensions.stream().mapToInt(Dimension::size).toArray());
        List<List<Change.Limit>> described = new ArrayList<>();
        for (List<List<Integer>> box : boxes.cover(cells)) {
            List<Change.Limit> limits = new ArrayList<>();
            for (int i = 0; i < box.size(); i++) {
                Dimension<?> dimension = dimensions.get(i);
                if (box.get(i).size() < dimension.size()) {
                    limits.add(dimension.limit(box.get(i)));
                }
            }
            described.add(limits);
        }
        return described;
    }
}
