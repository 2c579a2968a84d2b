// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.ResourceSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/** One simulation: its policies compiled, each action asked for each resource. */
final class Simulation {
    /** So that one request keeps nobody waiting; a single action is decided for all its resources. */
    private static final int DECISIONS_ON_A_PAGE = 2000;

    private final SimulationInput in;
    private final SimulatedResources resources;
    private final PolicySet policies;
    private final RequestContext context;
    private final List<String> missingKeys;
    private final SimulationAnswer answer;

    /**
     * Reads the whole request.
     *
     * @param held the policies of the principal, besides those that come with the request, and what to call them; a
     *     boundary that comes with the request takes the place of hers
     * @param caller null when nobody in particular makes the requests
     * @throws IamException {@code INVALID_INPUT}
     */
    Simulation(SimulationInput in, PolicyHolders.Held held, @Nullable SimulatedCaller caller) {
        in.actions().forEach(Simulation::checkAction);
        this.in = in;
        this.resources = SimulatedResources.of(in, caller);
        this.context = ContextEntries.over(
                caller == null ? RequestContext.builder().build() : caller.context(), in.contextEntries());
        List<AttachedPolicy> identity = new ArrayList<>(held.policies());
        identity.addAll(InputPolicies.identity(in.policies()));
        Optional<AttachedPolicy> boundary =
                InputPolicies.boundary(in.boundaries()).or(held::boundary);
        List<List<AttachedPolicy>> levels = IntStream.range(
                        0, in.serviceControl().size())
                .mapToObj(i ->
                        InputPolicies.serviceControl(i + 1, in.serviceControl().get(i)))
                .toList();
        PolicySet set = caller == null ? PolicySet.ofIdentity(identity) : PolicySet.of(caller.principal(), identity);
        set = boundary.map(set::withBoundary).orElse(set);
        this.policies = levels.isEmpty() ? set : set.withServiceControl(levels);
        List<AttachedPolicy> all = new ArrayList<>(identity);
        boundary.ifPresent(all::add);
        levels.forEach(all::addAll);
        AttachedPolicy resourcePolicy = resources.policy();
        if (resourcePolicy != null) {
            all.add(resourcePolicy);
        }
        NavigableSet<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (AttachedPolicy policy : all) {
            policy.policy().document().contextKeys().stream()
                    .filter(key -> context.values(key).isEmpty())
                    .forEach(missing::add);
        }
        this.missingKeys = List.copyOf(missing);
        this.answer = new SimulationAnswer(all, held.labels());
    }

    private static void checkAction(String action) {
        int colon = action.indexOf(':');
        if (colon < 1 || colon == action.length() - 1) {
            throw InvalidInput.of("The action is invalid since it is missing names");
        }
        if (action.indexOf('*') >= 0 || action.indexOf('?') >= 0) {
            throw InvalidInput.of("The action " + action + " is invalid since it holds a wildcard");
        }
    }

    /** A page of the answer, which has one result for each action. */
    Page<EvaluationResult> run() {
        List<Integer> numbers = IntStream.range(0, in.actions().size()).boxed().toList();
        return page().slice(numbers, Simulation::key)
                .map(number -> result(in.actions().get(number)));
    }

    /** AWS too may put less on a page than was asked for. */
    private PageRequest page() {
        int most = Math.max(1, DECISIONS_ON_A_PAGE / resources.names().size());
        try {
            PageRequest asked = PageRequest.of(in.maxItems(), in.marker());
            return new PageRequest(Math.min(asked.maxItems(), most), asked.after());
        } catch (IamException invalid) {
            IamException refusal = InvalidInput.of("Invalid marker for pagination.");
            refusal.initCause(invalid);
            throw refusal;
        }
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    private EvaluationResult result(String action) {
        List<ResourceDecision> decisions = resources.names().stream()
                .map(resource -> decide(action, resource))
                .toList();
        return resources.areNamed() ? answer.onEach(action, decisions) : answer.onAll(action, decisions.get(0));
    }

    private ResourceDecision decide(String action, String resource) {
        AuthorizationRequest request = new AuthorizationRequest(action, resource, context);
        @Nullable ResourceSide side = resources.side(resource, action).orElse(null);
        Decision decision = side == null ? policies.evaluate(request) : policies.evaluate(request, side);
        // Recorded so: when nothing decides, all keys that the policies ask for and the request lacks; else none.
        boolean undecided = decision.effect() == Decision.Effect.IMPLICIT_DENY;
        return new ResourceDecision(
                resource, decision, resources.isForeign(resource), undecided ? missingKeys : List.of());
    }
}
