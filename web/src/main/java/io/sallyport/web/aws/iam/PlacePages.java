// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pages of a list that was made once, each item known by its place. */
final class PlacePages {
    private PlacePages() {}

    private record Placed<T>(String key, T item) {}

    /**
     * One page.
     *
     * @param list what markers of this list begin with, and of no other
     * @throws IamException {@code VALIDATION_ERROR} for what is no marker, {@code INVALID_INPUT} for another list's
     */
    static <T> Page<T> of(String list, @Nullable Integer maxItems, @Nullable String marker, List<T> all) {
        PageRequest request = PageRequest.of(maxItems, marker);
        requireOf(list, request);
        return request.slice(
                        IntStream.range(0, all.size())
                                .mapToObj(place ->
                                        new Placed<>(list + String.format(Locale.ROOT, "%06d", place), all.get(place)))
                                .toList(),
                        Placed::key)
                .map(Placed::item);
    }

    static void requireOf(String list, PageRequest request) {
        if (!request.after().isEmpty() && !request.after().startsWith(list)) {
            throw new IamException(Kind.INVALID_INPUT, "The marker passed in the request was invalid.");
        }
    }
}
