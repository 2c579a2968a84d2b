// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.regex.Pattern;

/** The one check behind the value types, with AWS's words for each way to fail it. */
final class Syntax {
    private Syntax() {}

    /** Length and pattern, in the words of the API's parameter validation. */
    static void require(String member, String value, int min, int max, Pattern pattern) {
        requireLength(member, value, min, max);
        if (!matches(pattern, value)) {
            throw violation(member, "Member must satisfy regular expression pattern: " + pattern.pattern());
        }
    }

    static void requireLength(String member, String value, int min, int max) {
        if (value.length() < min) {
            throw violation(member, "Member must have length greater than or equal to " + min);
        }
        if (value.length() > max) {
            throw violation(member, "Member must have length less than or equal to " + max);
        }
    }

    /** As {@link #require}, where IAM itself answers for the characters: user, group and policy names. */
    static void requireName(String member, String value, int max, Pattern pattern) {
        requireLength(member, value, 1, max);
        if (!matches(pattern, value)) {
            throw new IamException(
                    Kind.VALIDATION_ERROR,
                    "The specified value for " + member + " is invalid. It must contain only alphanumeric characters"
                            + " and/or the following: +=,.@_-");
        }
    }

    /** {@code [\w+=,.@-]+}, the alphabet of user, group and policy names. */
    static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");

    /** The alphabet of ids. */
    static final Pattern WORD = Pattern.compile("[\\w]+");

    /** The two patterns by hand: every row that is read holds two or three of these. */
    private static boolean matches(Pattern pattern, String value) {
        if (pattern != NAME && pattern != WORD) {
            return pattern.matcher(value).matches();
        }
        String besides = pattern == NAME ? "+=,.@-" : "";
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (!word && besides.indexOf(c) < 0) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static IamException violation(String member, String constraint) {
        return new IamException(
                Kind.VALIDATION_ERROR,
                "1 validation error detected: Value at '" + member + "' failed to satisfy constraint: " + constraint);
    }
}
