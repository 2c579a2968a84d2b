// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The body of a Query request, {@code application/x-www-form-urlencoded} in UTF-8: what was said, not yet what it means.
 * Not for several threads at once.
 */
public final class QueryRequest {
    /** The largest body, in bytes. */
    public static final int MAX_BODY = 1 << 20;

    private static final int MAX_PARAMETERS = 20_000;

    private final Map<String, String> inOrder;

    /** Made when it is first asked for: most requests have neither lists nor structures. */
    private @Nullable NavigableMap<String, String> sorted;

    private QueryRequest(Map<String, String> parameters) {
        inOrder = Collections.unmodifiableMap(parameters);
    }

    /**
     * @throws WireException RequestEntityTooLarge 413, or MalformedQueryString 400 for a broken escape, bytes that are not
     *     UTF-8, a parameter without a name or one given twice
     */
    public static QueryRequest parse(byte[] body) {
        if (body.length > MAX_BODY) {
            throw WireException.sender(413, "RequestEntityTooLarge", "Request exceeds " + MAX_BODY + " bytes");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        int start = 0;
        for (int end = 0; end <= body.length; end++) {
            if (end == body.length || body[end] == '&') {
                if (end > start) {
                    addPair(body, start, end, parameters);
                }
                start = end + 1;
            }
        }
        return new QueryRequest(parameters);
    }

    private static void addPair(byte[] body, int start, int end, Map<String, String> parameters) {
        int equals = start;
        while (equals < end && body[equals] != '=') {
            equals++;
        }
        String name = decode(body, start, equals);
        if (name.isEmpty()) {
            throw malformed("A parameter has no name");
        }
        String value = equals == end ? "" : decode(body, equals + 1, end);
        if (parameters.putIfAbsent(name, value) != null) {
            throw malformed("A parameter is given more than once");
        }
        if (parameters.size() > MAX_PARAMETERS) {
            throw malformed("More than " + MAX_PARAMETERS + " parameters");
        }
    }

    private static String decode(byte[] body, int start, int end) {
        if (isPlain(body, start, end)) {
            return new String(body, start, end - start, StandardCharsets.US_ASCII);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - start);
        for (int at = start; at < end; at++) {
            switch (body[at]) {
                case '+' -> out.write(' ');
                case '%' -> {
                    if (at + 2 >= end) {
                        throw malformed("Incomplete trailing escape % sequence");
                    }
                    int high = Character.digit(body[at + 1], 16);
                    int low = Character.digit(body[at + 2], 16);
                    if (high < 0 || low < 0) {
                        throw malformed("Illegal hex characters in escape % pattern");
                    }
                    out.write(high << 4 | low);
                    at += 2;
                }
                default -> out.write(body[at]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("A parameter is not valid UTF-8");
        }
    }

    /** Whether it stands for itself, as most names and values do. */
    private static boolean isPlain(byte[] body, int start, int end) {
        for (int at = start; at < end; at++) {
            if (body[at] < 0 || body[at] == '+' || body[at] == '%') {
                return false;
            }
        }
        return true;
    }

    private static WireException malformed(String message) {
        return WireException.sender(400, "MalformedQueryString", message);
    }

    /** @throws WireException MissingAction 400 */
    public String action() {
        return parameter("Action")
                .filter(action -> !action.isEmpty())
                .orElseThrow(() -> WireException.sender(400, "MissingAction", "Missing Action"));
    }

    /** The version asked for, or what AWS prints when none was. */
    public String version() {
        return parameter("Version").orElse("NO_VERSION_SPECIFIED");
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(inOrder.get(name));
    }

    /** In the order in which they were sent. */
    public Map<String, String> parameters() {
        return inOrder;
    }

    /** The parameters whose name starts with the prefix and a dot. */
    NavigableMap<String, String> below(String prefix) {
        NavigableMap<String, String> names = sorted;
        if (names == null) {
            names = Collections.unmodifiableNavigableMap(new TreeMap<>(inOrder));
            sorted = names;
        }
        return names.subMap(prefix + ".", true, prefix + "/", false);
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "QueryRequest" + inOrder.keySet();
    }
}
