// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The profiles of ISO 8601 that the W3C's note on dates and times has, and seconds of the epoch; bare digits are those. */
final class Dates {
    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC),
            text -> YearMonth.parse(text).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));

    private Dates() {}

    static Optional<Instant> parse(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return Optional.of(Instant.ofEpochSecond(Math.min(Long.parseLong(text), Instant.MAX.getEpochSecond())));
        }
        if (text.matches("-[0-9]{1,9}")) {
            return Optional.of(
                    Year.of(Integer.parseInt(text)).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        return FORMS.stream().flatMap(form -> attempt(form, text).stream()).findFirst();
    }

    private static Optional<Instant> attempt(Function<String, Instant> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }
}
