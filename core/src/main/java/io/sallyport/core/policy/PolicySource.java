// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** Where a policy comes from (IAM API, {@code PolicySourceType}). */
public enum PolicySource {
    /** An inline policy of a user. */
    USER("user"),
    /** An inline policy of a group. */
    GROUP("group"),
    /** An inline policy of a role. */
    ROLE("role"),
    AWS_MANAGED("aws-managed"),
    USER_MANAGED("user-managed"),
    RESOURCE("resource"),
    /** A text that came with the request. */
    NONE("none");

    private final String text;

    PolicySource(String text) {
        this.text = text;
    }

    /** As it stands in AWS's answers. */
    public String text() {
        return text;
    }
}
