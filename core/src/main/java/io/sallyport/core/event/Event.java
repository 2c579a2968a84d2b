// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;

/**
 * Something that happened.
 *
 * @param id its {@code eventID}
 * @param at to the millisecond; the record itself tells seconds
 * @param record JSON in the shape of CloudTrail's, in ASCII: text in the database, bytes in a hash and back again are one
 *     and the same
 */
public record Event(String id, Instant at, String record) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    public static Event of(String id, Instant at, JsonNode record) {
        try {
            return new Event(id, at, MAPPER.writeValueAsString(record));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree of plain values is writable", impossible);
        }
    }

    /** @throws IllegalStateException if the record is no JSON object any more */
    public JsonNode json() {
        try {
            JsonNode json = MAPPER.readTree(record);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException broken) {
            // Told below, without quoting it.
        }
        throw new IllegalStateException("event " + id + " is not a JSON object");
    }

    /** What it can be looked up by. */
    public EventFacts facts() {
        return EventFacts.of(json());
    }

    @Override
    public String toString() {
        return "Event[" + id + " at " + at + "]";
    }
}
