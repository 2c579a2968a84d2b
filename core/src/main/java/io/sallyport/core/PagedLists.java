// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pages several ordered lists as one, each after the other. Call {@link #next} once for every list, always in the same
 * order; a list that the page does not reach is not read. Not thread-safe.
 */
public final class PagedLists {
    private static final int MOST_LISTS = 10;

    private final PageRequest page;
    private int lists;
    private int left;
    private String last = "";
    private @Nullable String marker;

    public PagedLists(PageRequest page) {
        this.page = page;
        this.left = page.maxItems();
    }

    /** What the page shows of the next list. */
    public <T> List<T> next(Function<PageRequest, Page<T>> list, Function<T, String> key) {
        if (lists == MOST_LISTS) {
            throw new IllegalStateException("the place of a list in a marker is one digit");
        }
        String place = Integer.toString(lists++);
        boolean inside = page.after().startsWith(place);
        if (marker != null || (!inside && page.after().compareTo(place) > 0)) {
            return List.of();
        }
        Page<T> read = list.apply(
                new PageRequest(Math.max(left, 1), inside ? page.after().substring(1) : ""));
        if (left == 0) {
            marker = read.items().isEmpty() ? null : PageRequest.seal(last);
            return List.of();
        }
        left -= read.items().size();
        for (T item : read.items()) {
            last = place + key.apply(item);
        }
        marker = read.isTruncated() ? PageRequest.seal(last) : null;
        return read.items();
    }

    /** What continues the page, null at the end. */
    public @Nullable String marker() {
        return marker;
    }
}
