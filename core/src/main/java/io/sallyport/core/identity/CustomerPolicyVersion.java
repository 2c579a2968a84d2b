// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of a customer managed policy.
 *
 * @param number counted from 1; one that is deleted leaves a gap
 */
public record CustomerPolicyVersion(int number, boolean isDefault, Instant createdAt) {
    private static final Pattern ID = Pattern.compile("v([1-9]\\d{0,8})");

    /** Such as {@code v2}. */
    public String id() {
        return id(number);
    }

    public static String id(int number) {
        return "v" + number;
    }

    /** The number in a {@code VersionId}; empty for one that no version of ours has. */
    public static OptionalInt number(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches() ? OptionalInt.of(Integer.parseInt(parts.group(1))) : OptionalInt.empty();
    }
}
