// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request to each route that the API's description names, with what the description says has to be in it. */
final class DescribedRequests {
    private static final String JSON = "application/json";

    /** What strings have to be where any string would not do, by the name of the member. */
    private static final Map<String, String> STRINGS = Map.ofEntries(
            Map.entry("action", "s3:GetObject"),
            Map.entry("code", "123456"),
            Map.entry("code1", "123456"),
            Map.entry("code2", "654321"),
            Map.entry("instanceId", "i-0123456789abcdef0"),
            Map.entry("password", "correct horse battery"),
            Map.entry("principal", "arn:aws:iam::051826736434:user/zoe"),
            Map.entry("serial", "GAHT12345678"),
            Map.entry("service", "ec2.amazonaws.com"),
            Map.entry("url", "https://hooks.example.org/"));

    /** Where a member that need not be there has to be after all. */
    private static final Map<String, String[]> ALSO = Map.of(
            "authorize", new String[] {"principal", "action"},
            "deliverRole", new String[] {"service", "instanceId"},
            "exportFobs", new String[] {"password"});

    private static final String SEEDS = "GAHT87654321,5ca1ab1e0ff1ce0ddba11cafef00d0123456789a,TOTP,6,30";

    private final JsonNode description;

    DescribedRequests(JsonNode description) {
        this.description = description;
    }

    /** Whether it needs no credential at all. */
    boolean isForEverybody(Route route) {
        return operation(route).get("security").isEmpty();
    }

    /** @param path the route's, with a value in the place of each parameter */
    HttpRequest.Builder fill(Route route, String path, Client client) {
        StringBuilder target = new StringBuilder(path);
        operation(route).path("parameters").forEach(parameter -> {
            if (parameter.get("in").asText().equals("query")
                    && parameter.path("required").asBoolean()) {
                String name = parameter.get("name").asText();
                target.append(target.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(
                                value(parameter.get("schema"), name).asText(), StandardCharsets.UTF_8));
            }
        });
        HttpRequest.Builder request = client.request(target.toString());
        String method = route.method().name();
        JsonNode content = operation(route).at("/requestBody/content");
        if (content.isMissingNode()) {
            return request.method(method, HttpRequest.BodyPublishers.noBody());
        }
        String type = content.has(JSON) ? JSON : content.fieldNames().next();
        String body = content.has(JSON) ? json(route, content.at("/application~1json/schema")) : SEEDS;
        return request.header("Content-Type", type).method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private String json(Route route, JsonNode schema) {
        JsonNode body = value(schema, "");
        for (String member :
                ALSO.getOrDefault(operation(route).get("operationId").asText(), new String[0])) {
            ((ObjectNode) body).put(member, STRINGS.get(member));
        }
        return body.toString();
    }

    private JsonNode operation(Route route) {
        return description
                .get("paths")
                .get(route.path())
                .get(route.method().name().toLowerCase(Locale.ROOT));
    }

    private JsonNode value(JsonNode schema, String name) {
        if (schema.has("$ref")) {
            return value(description.at(schema.get("$ref").asText().substring(1)), name);
        }
        for (String choice : new String[] {"oneOf", "anyOf", "allOf"}) {
            if (schema.has(choice)) {
                return value(schema.get(choice).get(0), name);
            }
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        JsonNode type = schema.path("type").isArray() ? schema.get("type").get(0) : schema.path("type");
        return switch (type.asText()) {
            case "object" -> object(schema);
            case "array" -> JsonNodeFactory.instance.arrayNode().add(value(schema.get("items"), name));
            case "boolean" -> JsonNodeFactory.instance.booleanNode(true);
            case "integer", "number" ->
                JsonNodeFactory.instance.numberNode(schema.path("minimum").asInt(1));
            default -> schema.path("format").asText().equals("uuid")
                    ? TextNode.valueOf("2fc0579f-8113-47ea-b116-bb5a8db9202a")
                    : TextNode.valueOf(Optional.ofNullable(STRINGS.get(name)).orElse("something"));
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("required")
                .forEach(member -> object.set(
                        member.asText(), value(schema.get("properties").get(member.asText()), member.asText())));
        return object;
    }
}
