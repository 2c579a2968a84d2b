// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON of policies: strict about repeated names, trailing text, depth, size and characters. */
final class PolicyJson {
    /** Well above AWS's limit for the parameter (131,072) and its longest own policy (152,297 characters). */
    static final int LONGEST = 262_144;

    private static final int DEEPEST = 10;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private PolicyJson() {}

    static JsonNode parse(String json, PolicyType type) {
        try {
            return parse(json);
        } catch (MalformedPolicy malformed) {
            throw new MalformedPolicy(malformed.problem().withMessage(type.syntaxError()));
        }
    }

    private static JsonNode parse(String json) {
        if (json.length() > LONGEST) {
            throw syntax("", "longer than " + LONGEST + " characters");
        }
        requireCharacters(json);
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.isObject()) {
                throw syntax("", "not a JSON object");
            }
            return root;
        } catch (JsonProcessingException notJson) {
            throw new MalformedPolicy(
                    PolicyProblem.syntax(position(notJson.getLocation()), notJson.getOriginalMessage()));
        }
    }

    /** For whoever wants the places of a text's values. */
    static JsonParser parser(String json) throws IOException {
        return JSON.createParser(json);
    }

    /** Jackson knows no place for what is too deep. */
    private static Position position(@Nullable JsonLocation location) {
        return location == null ? Position.START : new Position(location.getLineNr(), location.getColumnNr());
    }

    /** Tab, LF, CR and U+0020 to U+00FF, as IAM's {@code policyDocumentType} says. */
    private static void requireCharacters(String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > 0xff || (c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
                throw new MalformedPolicy(PolicyProblem.syntax(
                        Position.of(json, i), String.format("U+%04X is not allowed in a policy", (int) c)));
            }
        }
    }

    static MalformedPolicy syntax(String path, String detail) {
        return new MalformedPolicy(PolicyProblem.syntax(path, detail));
    }

    static void requireElements(JsonNode node, Set<String> known, String path) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw syntax(path.isEmpty() ? name : path + "." + name, "unknown element " + name);
            }
        });
    }

    static Optional<String> text(JsonNode parent, String name, String path) {
        JsonNode node = parent.get(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw syntax(path, "not a text");
        }
        return Optional.of(node.textValue());
    }

    /** A text or a list of texts. */
    static List<String> texts(JsonNode node, String path) {
        return list(node, path, false);
    }

    /** As {@link #texts}, with numbers and booleans for texts. */
    static List<String> scalars(JsonNode node, String path) {
        return list(node, path, true);
    }

    private static List<String> list(JsonNode node, String path, boolean anyScalar) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            if (!each.isTextual() && !(anyScalar && (each.isNumber() || each.isBoolean()))) {
                throw syntax(path, "neither a text nor a list of texts");
            }
            texts.add(each.asText());
        }
        return texts;
    }
}
