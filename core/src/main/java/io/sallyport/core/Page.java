// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of an ordered list.
 *
 * @param marker what continues it, null at the end ({@code Marker}, {@code IsTruncated})
 */
public record Page<T>(List<T> items, @Nullable String marker) {
    /** Of nothing. */
    public static <T> Page<T> none() {
        return new Page<>(List.of(), null);
    }

    public boolean isTruncated() {
        return marker != null;
    }

    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), marker);
    }
}
