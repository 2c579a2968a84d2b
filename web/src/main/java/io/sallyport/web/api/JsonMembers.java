// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An object within a request's body, read as strictly. */
final class JsonMembers {
    private final JsonNode object;

    private JsonMembers(JsonNode object) {
        this.object = object;
    }

    /** @param name of the object, for whoever wrote it wrong */
    static JsonMembers of(JsonNode json, String name, String... members) {
        if (!json.isObject()) {
            throw JsonBody.bad("'" + name + "' is not an object");
        }
        Set<String> known = Set.of(members);
        json.fieldNames().forEachRemaining(member -> {
            if (!known.contains(member)) {
                throw JsonBody.bad("'" + member + "' is no member of '" + name + "': " + String.join(", ", members));
            }
        });
        return new JsonMembers(json);
    }

    JsonNode any(String member) {
        return object.path(member);
    }

    boolean has(String member) {
        return object.hasNonNull(member);
    }

    String required(String member) {
        return optional(member).orElseThrow(() -> JsonBody.bad("'" + member + "' is missing"));
    }

    Optional<String> optional(String member) {
        JsonNode value = object.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw JsonBody.bad("'" + member + "' is not a string");
        }
        return Optional.of(value.textValue());
    }

    /** A string or an array of strings. */
    static List<String> texts(JsonNode json, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode one : json.isArray() ? json : List.of(json)) {
            if (!one.isTextual()) {
                throw JsonBody.bad("'" + name + "' is neither a string nor an array of strings");
            }
            texts.add(one.textValue());
        }
        return texts;
    }
}
