// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.Explanation;
import io.sallyport.core.policy.Mismatch;
import io.sallyport.core.policy.PolicyLayer;
import io.sallyport.core.policy.StatementReport;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the engine says about its decisions, against what the naive evaluator found on its way. */
class ExplanationComparisonTest {
    private static final int WORLDS = 1_500;
    private static final long SEED = 28;

    @Test
    void explanationsDecideAlikeAndReportWhatAppliesAndWhatDoesNot() {
        ScenarioGenerator generator = new ScenarioGenerator(SEED);
        int failing = 0;
        for (int i = 0; i < WORLDS; i++) {
            List<Scenario> questions = generator.next(4);
            Engine engine = new Engine(questions.get(0));
            for (Scenario question : questions) {
                failing += compare(engine.decide(question), engine.explain(question), question);
            }
        }
        int count = failing;
        assertTrue(count > 1_000, () -> "only " + count + " statements were kept from applying by a condition");
    }

    private static int compare(Decision decision, Explanation explanation, Scenario question) {
        String json = ScenarioJson.write(question);
        NaiveEvaluator.Answer answer = NaiveEvaluator.evaluate(question);
        Decision explained = explanation.decision();
        assertEquals(decision.effect(), explained.effect(), json);
        assertEquals(decision.layer(), explained.layer(), json);
        assertEquals(decision.statements(), explained.statements(), json);
        for (PolicyLayer layer : PolicyLayer.values()) {
            assertEquals(decision.of(layer), explained.of(layer), json);
        }
        Set<String> applying = explanation.reports().stream()
                .filter(StatementReport::applies)
                .map(report -> Engine.name(report.statement()))
                .collect(Collectors.toSet());
        assertEquals(answer.applying(), applying, json);
        int failing = 0;
        for (StatementReport report : explanation.reports()) {
            String name = Engine.name(report.statement());
            if (!report.applies() && answer.considered().containsKey(name)) {
                String start = "Statement[" + report.statement().index() + "].Condition.";
                assertEquals(
                        answer.failing(name).stream()
                                .map(line -> start + line.operator() + "." + line.key())
                                .collect(Collectors.toSet()),
                        report.mismatches().stream().map(Mismatch::path).collect(Collectors.toSet()),
                        json);
                failing++;
            }
        }
        return failing;
    }
}
