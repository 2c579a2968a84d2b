// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * One route. The list of them is the API: the server mounts it, the description is compared with it.
 *
 * @param path below the server's root, parameters in braces
 */
public record Route(HandlerType method, String path, Handler handler) {}
