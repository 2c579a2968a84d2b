// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.core.policy.ConditionOperator;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.PolicyLayer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The engine and the naive evaluator answer a hundred thousand different questions, and agree. */
class ComparisonTest {
    private static final int CASES = 100_000;
    private static final int QUESTIONS = 8;
    private static final long SEED = 20_261_123;

    private final Set<String> asked = new HashSet<>();
    private final Map<String, Integer> seen = new HashMap<>();

    @Test
    void engineAndNaiveEvaluatorAgree() throws NoSuchAlgorithmException {
        ScenarioGenerator generator = new ScenarioGenerator(SEED);
        while (asked.size() < CASES) {
            List<Scenario> questions = generator.next(QUESTIONS);
            Engine engine = new Engine(questions.get(0));
            String policies = ScenarioJson.write(questions.get(0).asking("", "", Map.of()));
            for (Scenario question : questions) {
                if (asked.add(hash(policies + question.action() + question.resource() + question.context()))) {
                    compare(engine.decide(question), question);
                }
            }
        }
        assertEveryAnswerWasSeen();
        assertEveryOperatorDecided();
    }

    private void compare(Decision decision, Scenario question) {
        NaiveEvaluator.Answer answer = NaiveEvaluator.evaluate(question);
        if (decision.effect() != answer.effect() || !denying(decision).equals(answer.denying())) {
            throw new AssertionError("they disagree on " + ScenarioJson.write(question) + "\n  naive:  " + answer
                    + "\n  engine: " + decision);
        }
        count(answer.effect() + " " + question.caller().kind());
        count(answer.effect() + " " + decision.layer());
        answer.satisfied().forEach(operator -> count(operator + " holds"));
        answer.stopped().forEach(operator -> count(operator + " does not hold"));
    }

    private static Set<String> denying(Decision decision) {
        return decision.effect() == Decision.Effect.EXPLICIT_DENY
                ? decision.statements().stream().map(Engine::name).collect(Collectors.toSet())
                : Set.of();
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    private void assertSeen(String what, int times) {
        int count = seen.getOrDefault(what, 0);
        assertTrue(count >= times, () -> what + " was seen " + count + " times only");
    }

    private void assertEveryAnswerWasSeen() {
        for (Caller.Kind kind : Caller.Kind.values()) {
            for (Decision.Effect effect : Decision.Effect.values()) {
                assertSeen(effect + " " + kind, 300);
            }
        }
        for (PolicyLayer layer : PolicyLayer.values()) {
            assertSeen(Decision.Effect.EXPLICIT_DENY + " " + layer, 500);
            assertSeen(Decision.Effect.IMPLICIT_DENY + " " + layer, 500);
        }
        assertSeen(Decision.Effect.ALLOWED + " " + PolicyLayer.IDENTITY, 3_000);
        assertSeen(Decision.Effect.ALLOWED + " " + PolicyLayer.RESOURCE, 3_000);
    }

    private void assertEveryOperatorDecided() {
        assertAll(Arrays.stream(ConditionOperator.values()).map(operator -> () -> {
            assertSeen(operator.text() + " holds", 50);
            assertSeen(operator.text() + " does not hold", 50);
            for (String set : List.of("", "ForAllValues:", "ForAnyValue:")) {
                for (String suffix : operator == ConditionOperator.NULL ? List.of("") : List.of("", "IfExists")) {
                    assertSeen(set + operator.text() + suffix + " holds", 3);
                    assertSeen(set + operator.text() + suffix + " does not hold", 3);
                }
            }
        }));
    }

    private static String hash(String question) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }
}
