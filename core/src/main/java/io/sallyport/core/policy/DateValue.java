// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates of conditions: ISO 8601 (W3C profile) and epoch seconds on one scale. As lenient as AWS was recorded to be: any
 * part but the year may be left out, the zone is UTC without one, and hours may have one digit.
 */
final class DateValue {
    private static final Pattern EPOCH = Pattern.compile("\\d{1,19}");
    private static final Pattern ISO = Pattern.compile("(-?\\d{1,9})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?"
            + "(?:[tT](?:(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?)?"
            + "(?:[zZ]|([+-])(\\d{2})(?::?(\\d{2}))?)?)?");

    private DateValue() {}

    static Optional<Instant> parse(String text) {
        try {
            return EPOCH.matcher(text).matches() ? Optional.of(epoch(Long.parseLong(text))) : iso(text);
        } catch (NumberFormatException | DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    private static Instant epoch(long seconds) {
        return seconds > Instant.MAX.getEpochSecond() ? Instant.MAX : Instant.ofEpochSecond(seconds);
    }

    private static Optional<Instant> iso(String text) {
        Matcher parts = ISO.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long second = part(parts, 4, 0, 0, 23) * 3600L + part(parts, 5, 0, 0, 59) * 60L + part(parts, 6, 0, 0, 59);
        long offset = part(parts, 9, 0, 0, 23) * 3600L + part(parts, 10, 0, 0, 59) * 60L;
        return Optional.of(LocalDate.of(
                        part(parts, 1, 0, -292_275_054, 292_278_993),
                        part(parts, 2, 1, 1, 12),
                        part(parts, 3, 1, 1, 31))
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plusSeconds("-".equals(parts.group(8)) ? second + offset : second - offset)
                .plusNanos(nanos(parts.group(7))));
    }

    private static int part(Matcher parts, int group, int absent, int least, int most) {
        String digits = parts.group(group);
        int value = digits == null ? absent : Integer.parseInt(digits);
        if (value < least || value > most) {
            throw new DateTimeException(value + " is out of range");
        }
        return value;
    }

    private static long nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
    }
}
