// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.core.IamException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What AWS documents and implementations get wrong: each point with cases that hold, that do not, and that nearly do. */
class PointsTest {
    private static final JsonNode TABLE = table();
    private static final int POINTS = 28;

    private static JsonNode table() {
        try (InputStream json = Objects.requireNonNull(PointsTest.class.getResourceAsStream("points.json"))) {
            return new ObjectMapper().readTree(json);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    static Stream<Arguments> cases() {
        return stream(TABLE.get("points"))
                .flatMap(point -> stream(point.get("cases"))
                        .map(row -> Arguments.of(
                                point.get("point").asInt() + ": "
                                        + row.get("title").asText(),
                                row)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void bothEvaluatorsAnswerAsDocumented(String title, JsonNode row) {
        Scenario scenario = ScenarioJson.read(row, TABLE.get("policies"));
        String expected = row.get("expect").asText();
        if (expected.equals("MALFORMED")) {
            IamException refusal = assertThrows(IamException.class, () -> new Engine(scenario), title);
            assertEquals(IamException.Kind.MALFORMED_POLICY_DOCUMENT, refusal.kind());
            return;
        }
        assertAll(
                () -> assertEquals(
                        expected, new Engine(scenario).decide(scenario).effect().toString(), "the engine"),
                () -> assertEquals(
                        expected, NaiveEvaluator.evaluate(scenario).effect().toString(), "the naive evaluator"));
    }

    @Test
    void eachPointHasCasesWithDifferentAnswers() {
        IntStream.rangeClosed(1, POINTS).forEach(number -> {
            JsonNode point = TABLE.get("points").get(number - 1);
            assertEquals(number, point.get("point").asInt());
            Set<String> titles = new HashSet<>();
            Set<String> answers = new HashSet<>();
            point.get("cases").forEach(row -> {
                titles.add(row.get("title").asText());
                answers.add(row.get("expect").asText());
            });
            assertEquals(point.get("cases").size(), titles.size(), point.get("claim") + ": titles differ");
            assertTrue(
                    titles.size() >= 3 && answers.size() >= 2,
                    point.get("claim").asText());
        });
        assertEquals(POINTS, TABLE.get("points").size());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
