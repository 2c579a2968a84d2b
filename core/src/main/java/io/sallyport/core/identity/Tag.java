// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A tag of a resource (IAM API, {@code Tag}): keys ignore case but keep it, values do not.
 *
 * @param key 1 to 128 characters
 * @param value up to 256 characters
 */
public record Tag(String key, String value) {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    /** What AWS keeps for tags of its own. */
    private static final String RESERVED = "aws:";

    public Tag {
        require(
                !key.isEmpty()
                        && length(key) <= LONGEST_KEY
                        && CHARACTERS.matcher(key).matches(),
                "tag key");
        require(length(value) <= LONGEST_VALUE && CHARACTERS.matcher(value).matches(), "tag value");
        if (fold(key).startsWith(RESERVED)) {
            throw new IamException(
                    Kind.INVALID_INPUT, "Tag keys beginning with " + RESERVED + " are reserved for system use.");
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The wire has checked this already, in AWS's words. */
    private static void require(boolean good, String what) {
        if (!good) {
            throw new IamException(Kind.INVALID_INPUT, "That is no valid " + what + ".");
        }
    }

    /** What two tags of one resource may not share. */
    public String folded() {
        return fold(key);
    }

    public static String fold(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    /** @throws IamException {@code INVALID_INPUT} if two of them have one key, whatever the case */
    public static void requireDistinct(Collection<Tag> tags) {
        requireDistinct(tags, Tag::folded, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    /**
     * As {@link #requireDistinct(Collection)}, for owners whose tags mind case.
     *
     * @throws IamException {@code INVALID_INPUT}
     */
    public static void requireDistinctWithCase(Collection<Tag> tags) {
        requireDistinct(tags, Tag::key, "Duplicate tag keys found.");
    }

    private static void requireDistinct(Collection<Tag> tags, Function<Tag, String> key, String refusal) {
        Set<String> seen = new HashSet<>();
        for (Tag tag : tags) {
            if (!seen.add(key.apply(tag))) {
                throw new IamException(Kind.INVALID_INPUT, refusal);
            }
        }
    }
}
