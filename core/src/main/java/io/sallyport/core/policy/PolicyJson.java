// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

    static JsonNode parse(String json) {
        if (json.length() > LONGEST) {
            throw syntax("the document", "longer than " + LONGEST + " characters");
        }
        requireCharacters(json);
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.isObject()) {
                throw syntax("the document", "not a JSON object");
            }
            return root;
        } catch (JsonProcessingException notJson) {
            throw syntax(place(notJson.getLocation()), notJson.getOriginalMessage());
        }
    }

    /** Jackson knows no place for what is too deep. */
    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? "the document"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Tab, LF, CR and U+0020 to U+00FF, as IAM's {@code policyDocumentType} says. */
    private static void requireCharacters(String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > 0xff || (c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
                throw syntax("character " + (i + 1), String.format("U+%04X is not allowed in a policy", (int) c));
            }
        }
    }

    static MalformedPolicy syntax(String place, String detail) {
        return new MalformedPolicy(PolicyProblem.syntax(place, detail));
    }

    static void requireElements(JsonNode node, Set<String> known, String place) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw syntax(place, "unknown element " + name);
            }
        });
    }

    static Optional<String> text(JsonNode parent, String name, String place) {
        JsonNode node = parent.get(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw syntax(place, "not a text");
        }
        return Optional.of(node.textValue());
    }

    /** A text or a list of texts. */
    static List<String> texts(JsonNode node, String place) {
        return list(node, place, false);
    }

    /** As {@link #texts}, with numbers and booleans for texts. */
    static List<String> scalars(JsonNode node, String place) {
        return list(node, place, true);
    }

    private static List<String> list(JsonNode node, String place, boolean anyScalar) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            if (!each.isTextual() && !(anyScalar && (each.isNumber() || each.isBoolean()))) {
                throw syntax(place, "neither a text nor a list of texts");
            }
            texts.add(each.asText());
        }
        return texts;
    }
}
