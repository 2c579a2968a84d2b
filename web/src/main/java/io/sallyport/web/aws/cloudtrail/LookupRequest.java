// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.cloudtrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.core.event.EventQuery;
import io.sallyport.core.event.EventQuery.Attribute;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code LookupEvents} was asked, read and checked (CloudTrail API reference, LookupEvents). */
record LookupRequest(EventQuery query, String parameters) {
    /** "You can look up events that occurred in a Region within the last 90 days." */
    static final Duration REACH = Duration.ofDays(90);

    static final int MOST = 50;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LONGEST_VALUE = 2000;

    private static final Map<String, Attribute> ATTRIBUTES = Map.of(
            "EventId", Attribute.EVENT_ID,
            "EventName", Attribute.EVENT_NAME,
            "ReadOnly", Attribute.READ_ONLY,
            "Username", Attribute.USERNAME,
            "ResourceType", Attribute.RESOURCE_TYPE,
            "ResourceName", Attribute.RESOURCE_NAME,
            "EventSource", Attribute.EVENT_SOURCE,
            "AccessKeyId", Attribute.ACCESS_KEY_ID);

    /** @throws JsonError in CloudTrail's words */
    static LookupRequest read(byte[] body, Instant now) {
        JsonNode in = object(body);
        Instant start = time(in, "StartTime");
        Instant end = time(in, "EndTime");
        if (start != null && end != null && end.isBefore(start)) {
            throw JsonError.refused("InvalidTimeRangeException", "The start time must be before the end time.");
        }
        Instant reach = now.minus(REACH);
        Instant from = start == null || start.isBefore(reach) ? reach : start;
        // Whole seconds are what an event tells and what clients send: the second named last is within.
        Instant until = end == null || end.isAfter(now) ? now.plusSeconds(1) : end.plusSeconds(1);
        JsonNode attribute = attribute(in.path("LookupAttributes"));
        Attribute key = attribute == null
                ? null
                : ATTRIBUTES.get(attribute.path("AttributeKey").asText());
        String value = attribute == null ? "" : attribute.path("AttributeValue").asText();
        String parameters = String.join("\n", String.valueOf(start), String.valueOf(end), String.valueOf(key), value);
        return new LookupRequest(new EventQuery(key, value, from, until, place(in, parameters), most(in)), parameters);
    }

    private static JsonNode object(byte[] body) {
        JsonNode in;
        try {
            in = MAPPER.readTree(body);
        } catch (JsonProcessingException broken) {
            throw notJson();
        } catch (IOException impossible) {
            throw new AssertionError("bytes in memory are readable", impossible);
        }
        if (!in.isObject()) {
            throw notJson();
        }
        return in;
    }

    private static JsonError notJson() {
        return JsonError.refused("SerializationException", "The request's body is not a JSON object");
    }

    private static @Nullable Instant time(JsonNode in, String member) {
        JsonNode time = in.path(member);
        if (time.isMissingNode() || time.isNull()) {
            return null;
        }
        if (!time.isNumber() || Math.abs(time.doubleValue()) > 1e11) {
            throw JsonError.refused("SerializationException", member + " is not a time in seconds since 1970");
        }
        return Instant.ofEpochMilli(Math.round(time.doubleValue() * 1000));
    }

    private static @Nullable JsonNode attribute(JsonNode attributes) {
        if (attributes.isMissingNode() || attributes.isNull() || (attributes.isArray() && attributes.isEmpty())) {
            return null;
        }
        if (!attributes.isArray()) {
            throw JsonError.refused("SerializationException", "LookupAttributes is not a list");
        }
        if (attributes.size() > 1) {
            throw invalid("You can only specify one lookup attribute.");
        }
        JsonNode attribute = attributes.get(0);
        JsonNode value = attribute.path("AttributeValue");
        if (!ATTRIBUTES.containsKey(attribute.path("AttributeKey").asText())) {
            throw invalid("The lookup attribute key is not valid.");
        }
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > LONGEST_VALUE
                || value.textValue().indexOf('\0') >= 0) {
            throw invalid("The lookup attribute value is not valid.");
        }
        return attribute;
    }

    private static JsonError invalid(String message) {
        return JsonError.refused("InvalidLookupAttributesException", message);
    }

    private static int most(JsonNode in) {
        JsonNode most = in.path("MaxResults");
        if (most.isMissingNode() || most.isNull()) {
            return MOST;
        }
        if (!most.isIntegralNumber() || most.longValue() < 1 || most.longValue() > MOST) {
            throw JsonError.refused(
                    "InvalidMaxResultsException", "The value of MaxResults must be between 1 and " + MOST + ".");
        }
        return most.intValue();
    }

    private static EventQuery.@Nullable Place place(JsonNode in, String parameters) {
        JsonNode token = in.path("NextToken");
        if (token.isMissingNode() || token.isNull()) {
            return null;
        }
        return NextToken.read(token.asText(), parameters);
    }

    /** Insights are what CloudTrail finds out by itself; there are none here. */
    static boolean asksForInsights(byte[] body) {
        JsonNode category = object(body).path("EventCategory");
        if (category.isMissingNode() || category.isNull()) {
            return false;
        }
        if (!category.asText().equals("insight")) {
            throw JsonError.refused("InvalidEventCategoryException", "The event category is not valid.");
        }
        return true;
    }
}
