// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import org.jspecify.annotations.Nullable;

/** Hears of each answer, when it is ready. */
@FunctionalInterface
public interface RouteWitness {
    /**
     * An answer.
     *
     * @param route null if the request met none of the API's
     * @param code of the error, null if it was none
     */
    void answered(@Nullable Route route, int status, @Nullable String code, long nanos);
}
