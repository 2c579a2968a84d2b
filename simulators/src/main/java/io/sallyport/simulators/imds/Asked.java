// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import com.sun.net.httpserver.HttpExchange;
import java.util.Optional;

/**
 * A request as far as it matters here.
 *
 * @param path without query
 */
record Asked(String method, String path, HttpExchange exchange) {
    static Asked of(HttpExchange exchange) {
        return new Asked(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath(), exchange);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    boolean is(String otherMethod) {
        return method.equals(otherMethod);
    }
}
