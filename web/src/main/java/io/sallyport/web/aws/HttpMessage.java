// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An HTTP request as it came over the wire, as far as a signature covers it.
 *
 * @param path as sent, percent escapes and all; may be empty
 * @param query as sent, without the question mark; may be empty
 * @param headers in the order in which they came, names in any case, a name once per line it came in
 */
public record HttpMessage(String method, String path, String query, List<Header> headers, Bytes body) {
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
        return headers.stream()
                .collect(Collectors.groupingBy(
                        header -> header.name().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.mapping(Header::value, Collectors.toList())));
    }

    /**
     * The value of a header that may be there once.
     *
     * @throws WireException IncompleteSignature 400 when it is there more than once: which one counts would be a guess
     */
    Optional<String> header(String name) {
        List<String> values = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
        if (values.size() > 1) {
            throw WireException.sender(
                    400, "IncompleteSignature", "The request contains more than one '" + name + "' header.");
        }
        return values.stream().findFirst();
    }

    /** No body, no header values. */
    @Override
    public String toString() {
        return method + " " + path + " " + headers;
    }
}
