// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.web.http.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request's JSON object, read strictly: a member nobody knows is a mistake worth telling. */
final class JsonBody {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_DEPTH = 20;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /** @throws IamException {@code INVALID_INPUT} if it is not one object with only these members */
    static JsonBody of(Context context, String... members) {
        JsonNode object = parse(context);
        if (!object.isObject()) {
            throw bad("the request's body is not a JSON object");
        }
        Set<String> known = Set.of(members);
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw bad("'" + name + "' is no member of this request: " + String.join(", ", members));
            }
        });
        return new JsonBody(object);
    }

    private static JsonNode parse(Context context) {
        try {
            Bytes body = Exchange.message(context).body();
            if (body.length() > MAX_BYTES) {
                throw bad("the request's body is larger than " + MAX_BYTES + " bytes");
            }
            // Strictly, and nothing but UTF-8 (RFC 8259 section 8.1): from bytes Jackson would take UTF-16 too.
            return MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toArray()))
                    .toString());
        } catch (IOException broken) {
            // Jackson's message may quote a password.
            throw bad("the request's body is not JSON in UTF-8");
        }
    }

    boolean has(String member) {
        return object.hasNonNull(member);
    }

    /** @throws IamException {@code INVALID_INPUT} if it is missing or no string */
    String required(String member) {
        return optional(member).orElseThrow(() -> bad("'" + member + "' is missing"));
    }

    /** @throws IamException {@code INVALID_INPUT} if it is missing or neither true nor false */
    boolean requiredBoolean(String member) {
        JsonNode value = object.get(member);
        if (value == null || !value.isBoolean()) {
            throw bad("'" + member + "' is neither true nor false");
        }
        return value.booleanValue();
    }

    Optional<String> optional(String member) {
        JsonNode value = object.get(member);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw bad("'" + member + "' is not a string");
        }
        return Optional.of(value.textValue());
    }

    /** @throws IamException {@code INVALID_INPUT} if it is missing or no array of strings */
    List<String> strings(String member) {
        JsonNode value = object.get(member);
        if (value == null || !value.isArray()) {
            throw bad("'" + member + "' is not an array");
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw bad("'" + member + "' does not hold strings");
            }
            strings.add(element.textValue());
        }
        return List.copyOf(strings);
    }

    Optional<Integer> number(String member) {
        JsonNode value = object.get(member);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isInt()) {
            throw bad("'" + member + "' is not a whole number");
        }
        return Optional.of(value.intValue());
    }

    JsonNode whole() {
        return object;
    }

    /** The JSON text of a member that is an object, such as a {@code PublicKeyCredential}. */
    String object(String member) {
        JsonNode value = object.get(member);
        if (value == null || !value.isObject()) {
            throw bad("'" + member + "' is not an object");
        }
        return value.toString();
    }

    static IamException bad(String message) {
        return new IamException(Kind.INVALID_INPUT, message);
    }
}
