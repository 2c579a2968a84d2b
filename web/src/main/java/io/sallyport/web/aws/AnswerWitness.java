// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import org.jspecify.annotations.Nullable;

/** Hears of each answer, when it is ready. Every request waits for it. */
@FunctionalInterface
public interface AnswerWitness {
    /**
     * An answer.
     *
     * @param action null if the request named none that is there
     * @param code of the error, null if it was none
     */
    void answered(@Nullable Action<?, ?> action, int status, @Nullable String code, long nanos);
}
