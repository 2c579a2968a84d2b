// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.core.policy.Decision.Effect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers by going through everything, every time (IAM User Guide, "Policy evaluation logic"). */
final class NaiveEvaluator {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scenario scenario;
    private final Variables variables;
    private final Set<String> denying = new TreeSet<>();
    private final Map<String, List<NaiveStatement.Line>> considered = new TreeMap<>();

    private NaiveEvaluator(Scenario scenario) {
        this.scenario = scenario;
        this.variables = new Variables(scenario.context());
    }

    /**
     * The answer and how it came about. Statements are named {@code policy#index}.
     *
     * @param denying the statements that deny
     * @param considered the conditions of each statement that is about the caller, the action and the resource
     */
    record Answer(Effect effect, Set<String> denying, Map<String, List<NaiveStatement.Line>> considered) {
        /** The statements whose conditions hold. */
        Set<String> applying() {
            return considered.keySet().stream()
                    .filter(id -> failing(id).isEmpty())
                    .collect(Collectors.toSet());
        }

        /** The lines of a statement's condition block that do not hold. */
        List<NaiveStatement.Line> failing(String id) {
            return considered.getOrDefault(id, List.of()).stream()
                    .filter(line -> !line.holds())
                    .toList();
        }

        /** The operators in conditions of statements that apply. */
        Stream<String> satisfied() {
            return considered.values().stream()
                    .filter(lines -> lines.stream().allMatch(NaiveStatement.Line::holds))
                    .flatMap(List::stream)
                    .map(NaiveStatement.Line::operator);
        }

        /** The operators that alone keep a statement from applying. */
        Stream<String> stopped() {
            return considered.keySet().stream()
                    .map(this::failing)
                    .filter(failing -> failing.size() == 1)
                    .map(failing -> failing.get(0).operator());
        }
    }

    static Answer evaluate(Scenario scenario) {
        NaiveEvaluator evaluator = new NaiveEvaluator(scenario);
        boolean allowed = evaluator.isAllowed();
        Effect effect =
                !evaluator.denying.isEmpty() ? Effect.EXPLICIT_DENY : allowed ? Effect.ALLOWED : Effect.IMPLICIT_DENY;
        return new Answer(effect, evaluator.denying, evaluator.considered);
    }

    /** Apart from explicit denies, which are gathered on the way. */
    private boolean isAllowed() {
        Caller caller = scenario.caller();
        boolean identity = any("identity", scenario.identity()) || caller.kind() == Caller.Kind.ROOT;
        boolean boundary = any("boundary", scenario.boundary().stream().toList())
                || scenario.boundary().isEmpty();
        boolean session = any("session", scenario.session())
                || (scenario.session().isEmpty() && caller.kind() != Caller.Kind.FEDERATED_USER);
        boolean serviceControl = everyLevel("scp", scenario.serviceControl());
        boolean resourceControl = everyLevel("rcp", scenario.resourceControl());
        Set<NaiveStatement.Grant> grants = EnumSet.noneOf(NaiveStatement.Grant.class);
        scenario.resourcePolicy().ifPresent(policy -> grants.addAll(grants("resource", policy)));
        scenario.trustPolicy().ifPresent(policy -> grants.addAll(grants("trust", policy)));

        if (!serviceControl || !resourceControl) {
            return false;
        }
        boolean direct = grants.contains(NaiveStatement.Grant.DIRECT);
        Optional<String> account = caller.account();
        if (account.isEmpty()) {
            return direct;
        }
        if (!account.get().equals(scenario.owner())) {
            return !grants.isEmpty() && identity && boundary && session;
        }
        boolean indirect = grants.contains(NaiveStatement.Grant.INDIRECT) && boundary && session;
        boolean own = identity && boundary && session;
        if (scenario.trustPolicy().isPresent()) {
            return direct || indirect || (grants.contains(NaiveStatement.Grant.ACCOUNT) && own);
        }
        return direct || indirect || own;
    }

    private boolean everyLevel(String layer, List<List<String>> levels) {
        boolean every = true;
        for (int i = 0; i < levels.size(); i++) {
            every &= any(layer + "-" + i, levels.get(i));
        }
        return every;
    }

    /** Whether any statement allows it. */
    private boolean any(String layer, List<String> policies) {
        boolean any = false;
        for (int i = 0; i < policies.size(); i++) {
            for (NaiveStatement statement : statements(layer + "-" + i, policies.get(i))) {
                any |= applies(statement) && !statement.denies();
            }
        }
        return any;
    }

    private Set<NaiveStatement.Grant> grants(String layer, String policy) {
        Set<NaiveStatement.Grant> grants = EnumSet.noneOf(NaiveStatement.Grant.class);
        boolean bounded = scenario.boundary().isPresent();
        for (NaiveStatement statement : statements(layer, policy)) {
            boolean concerned = statement.denies()
                    ? statement.concerns(scenario.caller(), bounded)
                    : !statement.grants(scenario.caller()).isEmpty();
            if (concerned && applies(statement) && !statement.denies()) {
                grants.addAll(statement.grants(scenario.caller()));
            }
        }
        return grants;
    }

    private boolean applies(NaiveStatement statement) {
        if (!statement.covers(scenario)) {
            return false;
        }
        List<NaiveStatement.Line> lines = statement.conditions(scenario);
        considered.put(statement.id(), lines);
        boolean applies = lines.stream().allMatch(NaiveStatement.Line::holds);
        if (applies && statement.denies()) {
            denying.add(statement.id());
        }
        return applies;
    }

    private List<NaiveStatement> statements(String policy, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            boolean known = json.path("Version").asText().equals("2012-10-17");
            JsonNode statements = json.get("Statement");
            List<NaiveStatement> all = new ArrayList<>();
            for (JsonNode each : statements.isArray() ? statements : List.of(statements)) {
                all.add(new NaiveStatement(policy + "#" + all.size(), each, known, variables));
            }
            return all;
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(text, notJson);
        }
    }
}
