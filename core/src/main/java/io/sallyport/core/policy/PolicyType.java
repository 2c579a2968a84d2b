// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** Which grammar a document is held to. */
public enum PolicyType {
    /** An inline policy of a user, group or role. */
    IDENTITY(PolicyVersion.V2008_10_17, false),
    /** A customer managed policy: as {@link #IDENTITY}, but AWS takes only version 2012-10-17. */
    MANAGED(PolicyVersion.V2012_10_17, false),
    /** A permissions boundary; grants nothing. */
    BOUNDARY(PolicyVersion.V2008_10_17, false),
    /** A policy passed with {@code AssumeRole} or {@code GetFederationToken}; grants nothing. */
    SESSION(PolicyVersion.V2008_10_17, false),
    /** A policy of a resource, such as a bucket's. */
    RESOURCE(PolicyVersion.V2008_10_17, true),
    /** Who may assume a role: the resource is the role, so {@code Resource} is prohibited. */
    TRUST(PolicyVersion.V2008_10_17, true),
    /** A policy of an organization about its principals. */
    SERVICE_CONTROL(PolicyVersion.V2012_10_17, false),
    /** A policy of an organization about its resources: it denies, and to everybody. */
    RESOURCE_CONTROL(PolicyVersion.V2012_10_17, true);

    private final PolicyVersion oldest;
    private final boolean principals;

    PolicyType(PolicyVersion oldest, boolean principals) {
        this.oldest = oldest;
        this.principals = principals;
    }

    boolean accepts(PolicyVersion version) {
        return version.compareTo(oldest) >= 0;
    }

    /** Whether each statement says whom it is about. */
    boolean namesPrincipals() {
        return principals;
    }

    /** What AWS says of a text that is no JSON. */
    String syntaxError() {
        return this == TRUST ? "This policy contains invalid Json" : PolicyProblem.SYNTAX;
    }
}
