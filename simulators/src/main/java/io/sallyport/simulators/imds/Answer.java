// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is answered.
 *
 * @param headers besides type and length
 */
record Answer(int status, String type, String body, Map<String, String> headers) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Answer text(String body) {
        return new Answer(200, "text/plain", body, Map.of());
    }

    /** @param type as AWS has it: its instance metadata calls JSON plain text */
    static Answer json(int status, String type, Map<String, ?> members) {
        try {
            return new Answer(status, type, JSON.writeValueAsString(members), Map.of());
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("maps of plain values are writable", impossible);
        }
    }

    /** A page like those that the instance metadata service refuses with. */
    static Answer page(int status, String title) {
        String heading = status + " - " + title;
        return new Answer(status, "text/html", """
                <?xml version="1.0" encoding="iso-8859-1"?>
                <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
                <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
                 <head>
                  <title>%s</title>
                 </head>
                 <body>
                  <h1>%s</h1>
                 </body>
                </html>
                """.formatted(heading, heading), Map.of());
    }

    Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, body, more);
    }
}
