// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Writes other names for the {@code AWS} principals of a document; every other character stays as it is. */
final class PrincipalNames {
    /** As a JSON pointer (RFC 6901): statements and names stand in lists or alone. */
    private static final Pattern PLACE = Pattern.compile("/Statement(/\\d+)?/(Not)?Principal/AWS(/\\d+)?");

    private PrincipalNames() {}

    /** @param json a valid document */
    static String replace(String json, UnaryOperator<String> name) {
        StringBuilder out = new StringBuilder(json.length());
        int copied = 0;
        try (JsonParser parser = PolicyJson.parser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && isPrincipal(parser)) {
                    int start = (int) parser.currentTokenLocation().getCharOffset();
                    String before = parser.getText();
                    int end = (int) parser.currentLocation().getCharOffset();
                    String after = name.apply(before);
                    if (!after.equals(before)) {
                        out.append(json, copied, start).append(quoted(after));
                        copied = end;
                    }
                }
            }
        } catch (IOException invalid) {
            throw new UncheckedIOException("not the text of a valid document", invalid);
        }
        return out.append(json, copied, json.length()).toString();
    }

    private static boolean isPrincipal(JsonParser parser) {
        return PLACE.matcher(parser.getParsingContext().pathAsPointer().toString())
                .matches();
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
