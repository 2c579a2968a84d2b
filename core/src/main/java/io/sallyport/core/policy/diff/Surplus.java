// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyVersion;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.Statement;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one principal may do and another may not. As {@link PolicyDiff} tries documents: each action that either's
 * statements are about, on an ARN of each of their patterns and of overlaps, with each value of their conditions. What
 * the two themselves are called and tagged, each request holds as it is. Finds differences, does not prove that there are
 * none: where statements could be combined in too many ways, each one's conditions are tried alone.
 */
public final class Surplus {
    private static final int MOST_CELLS = 20_000;

    private final Holder one;
    private final Holder other;
    private final Counted counted;
    private final Map<String, String> placeholders = new TreeMap<>();

    private Surplus(Holder one, Holder other, Counted counted) {
        this.one = one;
        this.other = other;
        this.counted = counted;
        for (String key : one.keys().keys()) {
            one.keys().single(key).ifPresent(value -> placeholders.put(Instances.valueOf(key), value));
        }
    }

    /** Which rights matter. */
    public interface Counted {
        /** @param action as {@code service:Name}; a pattern for actions nobody knows */
        boolean counts(String action);

        /** Whether it matters on this resource too, of those that matter at all. */
        boolean counts(String action, String resource);
    }

    /** An action that one may call on a resource and the other may not. */
    public record Found(String action, String resource) {}

    /**
     * The first thing found.
     *
     * @param unnamed actions that stand for those of services which the catalogue does not have, as {@code service:*}
     */
    public static Optional<Found> of(
            Holder one, Holder other, Counted counted, ServiceCatalogue catalogue, Collection<String> unnamed) {
        List<PolicyDocument> documents = Stream.concat(one.documents().stream(), other.documents().stream())
                .toList();
        PolicyVersion version = documents.stream()
                .map(PolicyDocument::version)
                .filter(PolicyVersion::hasVariables)
                .findFirst()
                .or(() -> documents.stream().map(PolicyDocument::version).findFirst())
                .orElseThrow(() -> new IllegalArgumentException("nobody holds any policy"));
        List<Statement> statements = documents.stream()
                .flatMap(document -> document.statements().stream())
                .toList();
        Surplus surplus = new Surplus(one, other, counted);
        return ActionClasses.of(statements, catalogue, unnamed).entrySet().stream()
                .map(each -> surplus.find(
                        each.getKey().stream().mapToObj(statements::get).toList(),
                        each.getValue().stream().filter(counted::counts).toList(),
                        version))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** @param actions that exactly these statements are about */
    private Optional<Found> find(List<Statement> statements, List<String> actions, PolicyVersion version) {
        if (actions.isEmpty()) {
            return Optional.empty();
        }
        Search search = new Search(actions);
        Grid.of(new Probes(statements, version), MOST_CELLS).visit(search::visit);
        return search.found;
    }

    private final class Search {
        private final List<String> actions;
        private Optional<Found> found = Optional.empty();

        private Search(List<String> actions) {
            this.actions = actions;
        }

        private void visit(Grid.Cell cell) {
            if (found.isPresent()) {
                return;
            }
            String resource = named(cell.resource());
            RequestContext context = named(cell.context());
            String example = actions.get(0).replace("*", "Some").replace("?", "x");
            if (isAllowed(one, example, resource, context) && !isAllowed(other, example, resource, context)) {
                found = actions.stream()
                        .filter(action -> counted.counts(action, resource))
                        .map(action -> new Found(action, resource))
                        .findFirst();
            }
        }
    }

    private static boolean isAllowed(Holder holder, String action, String resource, RequestContext context) {
        RequestContext complete =
                RequestContext.builder().putAll(context).putAll(holder.keys()).build();
        return holder.policies()
                .evaluate(new AuthorizationRequest(action, resource, complete))
                .isAllowed();
    }

    /** With her own name and tags for what stands for anybody's. */
    private String named(String text) {
        String named = text;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            named = named.replace(placeholder.getKey(), placeholder.getValue());
        }
        return named;
    }

    private RequestContext named(RequestContext context) {
        RequestContext.Builder named = RequestContext.builder();
        for (String key : context.keys()) {
            Optional<String> single = context.single(key);
            if (single.isPresent()) {
                named.put(key, named(single.get()));
            } else {
                named.putMultivalued(
                        key, context.values(key).stream().map(this::named).toList());
            }
        }
        return named.build();
    }
}
