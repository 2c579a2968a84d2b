// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * ISO 8601 basic format in UTC, {@code 20150830T123600Z}, as {@code X-Amz-Date} and the string to sign have it. By hand
 * where it is as usual: each request is read, compared and signed with it.
 */
final class BasicTime {
    static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

    /** Of the years with four digits. */
    static final int LENGTH = 16;

    private static final int LENGTH_OF_DATE = 8;

    private BasicTime() {}

    /** Empty for whatever is not just so, which {@link #FORMAT} may still be able to read. */
    static Optional<Instant> parse(String text) {
        if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            return Optional.empty();
        }
        for (int i = 0; i < LENGTH - 1; i++) {
            if (i != LENGTH_OF_DATE && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 4, 6),
                            number(text, 6, 8),
                            number(text, 9, 11),
                            number(text, 11, 13),
                            number(text, 13, 15))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    static String format(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        if (time.getYear() < 1000 || time.getYear() > 9999) {
            return FORMAT.format(instant);
        }
        char[] text = new char[LENGTH];
        put(text, 0, 4, time.getYear());
        put(text, 4, 6, time.getMonthValue());
        put(text, 6, 8, time.getDayOfMonth());
        text[8] = 'T';
        put(text, 9, 11, time.getHour());
        put(text, 11, 13, time.getMinute());
        put(text, 13, 15, time.getSecond());
        text[15] = 'Z';
        return new String(text);
    }

    /** The first half. */
    static String date(Instant instant) {
        String time = format(instant);
        return time.length() == LENGTH ? time.substring(0, LENGTH_OF_DATE) : DATE.format(instant);
    }

    private static void put(char[] text, int from, int to, int number) {
        int rest = number;
        for (int i = to - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
