// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request as far as it matters here.
 *
 * @param path without query
 */
record Asked(String method, String path, HttpExchange exchange) {
    /** Some clients write one after the endpoint's own. */
    private static final Pattern SLASHES = Pattern.compile("^/+");

    static Asked of(HttpExchange exchange) {
        String target = exchange.getRequestURI().toString();
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return new Asked(exchange.getRequestMethod(), SLASHES.matcher(path).replaceFirst("/"), exchange);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    boolean is(String otherMethod) {
        return method.equals(otherMethod);
    }
}
