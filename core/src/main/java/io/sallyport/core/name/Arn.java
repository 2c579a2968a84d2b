// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.regex.Pattern;

/**
 * An Amazon Resource Name of partition {@code aws}: {@code arn:aws:service:region:account:resource}.
 *
 * @param region empty for global services
 * @param account empty where the service has none, {@code aws} for AWS's own policies
 * @param resource everything after the fifth colon, colons included
 */
public record Arn(String service, String region, String account, String resource) {
    private static final Pattern COLON = Pattern.compile(":");

    public static Arn parse(String text) {
        String[] part = COLON.split(text, 6);
        if (part.length < 6 || !part[0].equals("arn") || !part[1].equals("aws") || part[5].isEmpty()) {
            throw new IamException(Kind.VALIDATION_ERROR, "ARN " + text + " is not valid.");
        }
        return new Arn(part[2], part[3], part[4], part[5]);
    }

    @Override
    public String toString() {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
