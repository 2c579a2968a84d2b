// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.core.account.Verdict;
import org.jspecify.annotations.Nullable;

/** Is told of each decision that somebody asked us for. */
public interface DecisionWitness {
    /** Makes nothing of it. */
    DecisionWitness NONE = new DecisionWitness() {
        @Override
        public void asked(Verdict verdict, @Nullable String region) {}

        @Override
        public @Nullable String encoded(Verdict verdict) {
            return null;
        }
    };

    /** Nothing waits for what it makes of that. */
    void asked(Verdict verdict, @Nullable String region);

    /** Of a denial what {@code DecodeAuthorizationMessage} reads; null if there is none to be had. */
    @Nullable String encoded(Verdict verdict);
}
