// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as it came over the wire, as far as a signature covers it.
 *
 * @param path as sent, percent escapes and all; may be empty
 * @param query as sent, without the question mark; may be empty
 * @param headers in the order in which they came, names in any case, a name once per line it came in
 * @param bodyHash SHA-256 of the body in lower-case hexadecimal, which is all of it that a signature covers
 */
public record HttpMessage(String method, String path, String query, List<Header> headers, Bytes body, String bodyHash) {
    public HttpMessage(String method, String path, String query, List<Header> headers, Bytes body) {
        this(method, path, query, headers, body, DigestUtils.sha256Hex(body.toArray()));
    }

    public record Header(String name, String value) {
        /** The name only: values may be signatures or session tokens. */
        @Override
        public String toString() {
            return name;
        }
    }

    public HttpMessage {
        headers = List.copyOf(headers);
    }

    /** Values by lower-case name, in the order in which they came. */
    SortedMap<String, List<String>> headersByName() {
        SortedMap<String, List<String>> byName = new TreeMap<>();
        for (Header header : headers) {
            byName.computeIfAbsent(header.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(header.value());
        }
        return byName;
    }

    /**
     * The value of a header that may be there once.
     *
     * @throws WireException IncompleteSignature 400 when it is there more than once: which one counts would be a guess
     */
    Optional<String> header(String name) {
        @Nullable String value = null;
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                if (value != null) {
                    throw WireException.sender(
                            400, "IncompleteSignature", "The request contains more than one '" + name + "' header.");
                }
                value = header.value();
            }
        }
        return Optional.ofNullable(value);
    }

    /** No body, no header values. */
    @Override
    public String toString() {
        return method + " " + path + " " + headers;
    }
}
