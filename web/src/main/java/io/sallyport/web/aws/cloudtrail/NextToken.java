// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.cloudtrail;

import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the next page begins. It goes with the parameters it came with and with no others; it opens nothing, since
 * whoever brings it sees her own account's events only.
 */
final class NextToken {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}) ([0-9a-f-]{36}) ([0-9a-f]{16})");

    private NextToken() {}

    static String after(Event last, String parameters) {
        String text = last.at().toEpochMilli() + " " + last.id() + " " + digest(parameters);
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @throws JsonError InvalidNextTokenException */
    static EventQuery.Place read(String token, String parameters) {
        try {
            Matcher form = FORM.matcher(new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII));
            if (form.matches() && form.group(3).equals(digest(parameters))) {
                return new EventQuery.Place(Instant.ofEpochMilli(Long.parseLong(form.group(1))), form.group(2));
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below.
        }
        throw JsonError.refused("InvalidNextTokenException", "The NextToken is not valid.");
    }

    private static String digest(String parameters) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(parameters.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
