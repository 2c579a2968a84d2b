// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path of an entity: {@code /} or {@code /…/}, at most 512 characters from U+0021 to U+007E. */
public record EntityPath(String value) {
    private static final int MAX_LENGTH = 512;

    /** The model's pattern has U+007F too, which AWS was recorded to refuse. */
    private static final Pattern PATTERN = Pattern.compile("/|/[\\u0021-\\u007E]+/");

    private static final Pattern PREFIX = Pattern.compile("/[\\u0021-\\u007F]*");

    // After the patterns, which its constructor needs.
    public static final EntityPath ROOT = new EntityPath("/");

    public EntityPath {
        Syntax.requireLength("path", value, 1, MAX_LENGTH);
        if (!value.equals("/") && !PATTERN.matcher(value).matches()) {
            throw new IamException(
                    Kind.VALIDATION_ERROR,
                    "The specified value for path is invalid. It must begin and end with / and contain only"
                            + " alphanumeric characters and/or / characters.");
        }
    }

    /** A {@code Path} parameter, which may be absent. */
    public static EntityPath orRoot(@Nullable String value) {
        return value == null ? ROOT : new EntityPath(value);
    }

    /** A {@code PathPrefix} parameter, which begins with a slash but need not end with one; absent, it is {@code /}. */
    public static String prefix(@Nullable String value) {
        if (value == null) {
            return ROOT.value;
        }
        Syntax.requireLength("pathPrefix", value, 1, MAX_LENGTH);
        if (!PREFIX.matcher(value).matches()) {
            throw new IamException(
                    Kind.VALIDATION_ERROR,
                    "The specified value for pathPrefix is invalid. It must begin with / and contain only"
                            + " alphanumeric characters and/or / characters.");
        }
        return value;
    }

    @Override
    public String toString() {
        return value;
    }
}
