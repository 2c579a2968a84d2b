// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What AWS's model demands of one member.
 *
 * @param min of a number its value, of a text its code points, of a blob its bytes, of a list its members
 * @param sensitive the value must never be repeated
 * @param allowed empty when any value is
 */
record Constraint(
        boolean required,
        @Nullable Long min,
        @Nullable Long max,
        boolean sensitive,
        Set<String> allowed,
        @Nullable Pattern pattern) {

    static final Constraint NONE = new Constraint(false, null, null, false, Set.of(), null);

    /** The demands that the value does not meet, in AWS's words. */
    List<String> failures(Object value) {
        List<String> failures = new ArrayList<>();
        String measure = value instanceof Number ? "value" : "length";
        long size = size(value);
        boolean tooLong = max != null && size > max;
        if (tooLong) {
            failures.add("Member must have " + measure + " less than or equal to " + max);
        }
        if (min != null && size < min) {
            failures.add("Member must have " + measure + " greater than or equal to " + min);
        }
        // What is too long is not matched: some of AWS's patterns recurse once per character.
        if (value instanceof String text && !tooLong) {
            if (pattern != null && !pattern.matcher(text).matches()) {
                failures.add(patternDemand(pattern));
            }
            if (!allowed.isEmpty() && !allowed.contains(text)) {
                failures.add("Member must satisfy enum value set");
            }
        }
        return failures;
    }

    /** Every demand on a member of a list: when one member fails, AWS recites them all. */
    List<String> demands() {
        List<String> demands = new ArrayList<>();
        if (max != null) {
            demands.add("Member must have length less than or equal to " + max);
        }
        if (min != null) {
            demands.add("Member must have length greater than or equal to " + min);
        }
        if (pattern != null) {
            demands.add(patternDemand(pattern));
        }
        if (!allowed.isEmpty()) {
            demands.add("Member must satisfy enum value set");
        }
        return demands;
    }

    private static String patternDemand(Pattern pattern) {
        return "Member must satisfy regular expression pattern: " + pattern;
    }

    private static long size(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArrayUnsafe().length;
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        return 0;
    }

    boolean bounded() {
        return min != null || max != null;
    }
}
