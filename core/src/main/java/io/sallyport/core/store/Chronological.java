// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page begins in a list that is in the order its rows came: behind this time and, of those of that moment, this
 * id.
 */
record Chronological(long at, String id) {
    private static final Chronological START = new Chronological(Long.MIN_VALUE, "");
    private static final Pattern KEY = Pattern.compile("(\\d{15})-(\\w+)");

    /** @throws IamException {@code VALIDATION_ERROR} for the marker of another list */
    static Chronological after(PageRequest page) {
        if (page.after().isEmpty()) {
            return START;
        }
        Matcher key = KEY.matcher(page.after());
        if (!key.matches()) {
            throw new IamException(Kind.VALIDATION_ERROR, "Invalid Marker.");
        }
        return new Chronological(Long.parseLong(key.group(1)), key.group(2));
    }

    static String key(Instant at, UniqueId id) {
        return String.format(Locale.ROOT, "%015d-%s", at.toEpochMilli(), id);
    }
}
