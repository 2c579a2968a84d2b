// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

/** Policies that tests hand out. */
final class SamplePolicies {
    static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    private SamplePolicies() {}

    /** One action on everything. */
    static String allow(String action) {
        return """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "%s", "Resource": "*"}}""".formatted(action);
    }

    static String deny(String action) {
        return allow(action).replace("Allow", "Deny");
    }

    /** A policy of so many characters without white space, of which it has none. */
    static String ofSize(int size) {
        String empty = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"\",\"Effect\":\"Allow\",\"Action\":\"*\","
                + "\"Resource\":\"*\"}}";
        return empty.replace("\"Sid\":\"", "\"Sid\":\"" + "a".repeat(size - empty.length()));
    }
}
