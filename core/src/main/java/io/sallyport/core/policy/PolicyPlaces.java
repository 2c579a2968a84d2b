// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where each value of a document stands, by its path, such as {@code Statement[1].Action[0]}. */
public final class PolicyPlaces {
    private static final String FIRST = "Statement[0]";

    private final Map<String, Span> spans = new LinkedHashMap<>();

    private PolicyPlaces() {}

    /** @param json well-formed up to the places that will be asked for; what follows a mistake has no place */
    public static PolicyPlaces of(String json) {
        PolicyPlaces places = new PolicyPlaces();
        try (JsonParser parser = PolicyJson.parser(json)) {
            if (parser.nextToken() != null) {
                places.value(parser, "");
            }
        } catch (IOException malformed) {
            // The places up to here are what somebody who explains the mistake needs.
            return places;
        }
        return places;
    }

    /** Of the value, or of the nearest that holds it. */
    public Optional<Span> find(String path) {
        for (String at = path; !at.isEmpty(); at = outer(at)) {
            Optional<Span> span = exactly(at);
            if (span.isPresent()) {
                return span;
            }
        }
        return exactly("");
    }

    /** A statement that stands without a list around it has the index 0. */
    private Optional<Span> exactly(String path) {
        Span span = spans.get(path);
        return span == null && path.startsWith(FIRST)
                ? Optional.ofNullable(spans.get("Statement" + path.substring(FIRST.length())))
                : Optional.ofNullable(span);
    }

    private static String outer(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    private void value(JsonParser parser, String path) throws IOException {
        Position start = position(parser.currentTokenLocation());
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                value(parser, path.isEmpty() ? name : path + "." + name);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                value(parser, path + "[" + i + "]");
            }
        } else {
            // Reads a text to its end, which the location behind it needs.
            parser.getText();
        }
        spans.put(path, new Span(start, position(parser.currentLocation())));
    }

    private static Position position(JsonLocation location) {
        return new Position(location.getLineNr(), location.getColumnNr());
    }
}
