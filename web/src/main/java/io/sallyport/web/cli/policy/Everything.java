// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A list that comes in pages, whole. */
final class Everything {
    private static final int PER_PAGE = 1000;

    private Everything() {}

    static <T> List<T> of(Function<PageRequest, Page<T>> pages) {
        List<T> all = new ArrayList<>();
        String marker = null;
        do {
            Page<T> page = pages.apply(PageRequest.of(PER_PAGE, marker));
            all.addAll(page.items());
            marker = page.marker();
        } while (marker != null);
        return all;
    }
}
