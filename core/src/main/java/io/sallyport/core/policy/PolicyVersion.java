// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Arrays;
import java.util.Optional;

/** The version of the policy language; a document without one is read as the older. */
public enum PolicyVersion {
    V2008_10_17("2008-10-17"),
    V2012_10_17("2012-10-17");

    private final String text;

    PolicyVersion(String text) {
        this.text = text;
    }

    /** As it stands in a document. */
    public String text() {
        return text;
    }

    /** Policy variables are plain text in the older language. */
    public boolean hasVariables() {
        return this == V2012_10_17;
    }

    static Optional<PolicyVersion> parse(String text) {
        return Arrays.stream(values()).filter(v -> v.text.equals(text)).findFirst();
    }
}
