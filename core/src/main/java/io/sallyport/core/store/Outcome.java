// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.Refusal;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What work that is to be committed came to: a value, or a refusal whose traces stay. */
record Outcome<T extends @Nullable Object>(
        T value, @Nullable Refusal refusal) {

    @SuppressWarnings("NullAway") // a refusal has no value, and get() never returns it
    static <T> Outcome<T> of(Function<Handle, T> work, Handle handle) {
        try {
            return new Outcome<>(work.apply(handle), null);
        } catch (Refusal refusal) {
            return new Outcome<>(null, refusal);
        }
    }

    T get() {
        if (refusal != null) {
            throw refusal.reason();
        }
        return value;
    }
}
