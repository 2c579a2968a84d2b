// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** Which grammar a document is held to. */
public enum PolicyType {
    /** An inline policy of a user, group or role, or a session policy: both versions of the language. */
    IDENTITY(PolicyVersion.V2008_10_17),
    /** A customer managed policy: as {@link #IDENTITY}, but AWS takes only version 2012-10-17. */
    MANAGED(PolicyVersion.V2012_10_17);

    private final PolicyVersion oldest;

    PolicyType(PolicyVersion oldest) {
        this.oldest = oldest;
    }

    boolean accepts(PolicyVersion version) {
        return version.compareTo(oldest) >= 0;
    }
}
