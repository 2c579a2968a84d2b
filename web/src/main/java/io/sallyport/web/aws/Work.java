// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What an action does.
 *
 * @param <C> the caller
 * @param <Q> the request
 */
sealed interface Work<C, Q> {
    /** All of it within one transaction. */
    record InOneStep<C, Q>(BiFunction<C, Q, ? extends SdkPojo> handler) implements Work<C, Q> {}

    /**
     * Asks within one transaction of the caller's account, and goes on without it, such as in another account.
     *
     * @param changes whether asking changes something
     */
    record GoingOn<C, Q>(Predicate<Q> changes, BiFunction<C, Q, Supplier<? extends SdkPojo>> ask)
            implements Work<C, Q> {}

    /** Looks within one transaction, takes its time within none, makes the change within another. */
    record InSteps<C, Q>(BiFunction<C, Q, Supplier<Function<C, ? extends SdkPojo>>> look) implements Work<C, Q> {}
}
