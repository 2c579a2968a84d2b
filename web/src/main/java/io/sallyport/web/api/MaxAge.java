// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameter {@code max_age} of a URL: how old, in seconds, a factor will do. */
final class MaxAge {
    private static final String NAME = "max_age";

    /** As many digits as surely make a duration. */
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private MaxAge() {}

    static Optional<Duration> of(Context context) {
        return Optional.ofNullable(context.queryParam(NAME)).map(text -> {
            if (!SECONDS.matcher(text).matches()) {
                throw JsonBody.bad("'" + NAME + "' is not a number of seconds");
            }
            return Duration.ofSeconds(Long.parseLong(text));
        });
    }
}
