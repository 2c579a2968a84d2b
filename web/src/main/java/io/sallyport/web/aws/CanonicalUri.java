// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Path and query string as Signature Version 4 writes them before signing. */
final class CanonicalUri {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private record Parameter(String name, String value) {}

    private CanonicalUri() {}

    /** Without dot segments and doubled slashes, then escaped once more (every service but S3). */
    static String path(String path) {
        if (path.equals("/")) {
            return path;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(escape(segment.getBytes(StandardCharsets.UTF_8)));
            }
        }
        String joined = "/" + String.join("/", segments);
        boolean folder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
        return folder && !segments.isEmpty() ? joined + "/" : joined;
    }

    /** Each name and value escaped in one way, sorted by name, then by value. */
    static String query(String query) {
        if (query.isEmpty()) {
            return query;
        }
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> {
                    int equals = pair.indexOf('=');
                    return equals < 0
                            ? new Parameter(normalise(pair), "")
                            : new Parameter(
                                    normalise(pair.substring(0, equals)), normalise(pair.substring(equals + 1)));
                })
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }

    private static String normalise(String escaped) {
        byte[] in = escaped.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int at = 0; at < in.length; at++) {
            if (in[at] == '%' && at + 2 < in.length && isHex(in[at + 1]) && isHex(in[at + 2])) {
                out.write(Character.digit(in[at + 1], 16) << 4 | Character.digit(in[at + 2], 16));
                at += 2;
            } else {
                out.write(in[at] == '+' ? ' ' : in[at]);
            }
        }
        return escape(out.toByteArray());
    }

    private static boolean isHex(byte digit) {
        return Character.digit(digit, 16) >= 0;
    }

    /** RFC 3986 §2.3: everything but the unreserved characters. */
    private static String escape(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (isUnreserved(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || "-_.~".indexOf(b) >= 0;
    }
}
