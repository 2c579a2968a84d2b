// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

/** What can be found. The names are stable: scripts filter by them. */
public enum FindingCode {
    /** An Allow of every action on every resource. */
    ALLOWS_EVERYTHING(Severity.SECURITY_WARNING),
    /** An Allow of all of a service's actions on every resource, without a condition. */
    ALLOWS_WHOLE_SERVICE(Severity.WARNING),
    /** NotAction in an Allow that is not held to a service by its resources. */
    NOT_ACTION_IN_ALLOW(Severity.SECURITY_WARNING),
    /** NotResource in an Allow. */
    NOT_RESOURCE_IN_ALLOW(Severity.SECURITY_WARNING),
    /** {@code iam:PassRole} on every role, without saying to which service. */
    PASSES_EVERY_ROLE(Severity.SECURITY_WARNING),
    /** A resource or trust policy that lets anybody in. */
    ALLOWS_ANYBODY(Severity.SECURITY_WARNING),
    /** NotPrincipal in an Allow: everybody else, anonymous callers too. */
    NOT_PRINCIPAL_IN_ALLOW(Severity.SECURITY_WARNING),
    /** A prefix that is no service's. */
    UNKNOWN_SERVICE(Severity.WARNING),
    /** An action that its service does not have, or wildcards that match none of them. */
    UNKNOWN_ACTION(Severity.WARNING),
    /** A key of {@code aws:} or {@code sallyport:} that does not exist. */
    UNKNOWN_CONDITION_KEY(Severity.WARNING),
    /** A condition key compared as another type than its own. */
    OPERATOR_DOES_NOT_SUIT_KEY(Severity.WARNING),
    /** {@code *} or {@code ?} for an operator that takes them literally. */
    WILDCARD_IS_LITERAL(Severity.WARNING),
    /** A multivalued key without ForAllValues or ForAnyValue. */
    SET_OPERATOR_MISSING(Severity.WARNING),
    /** ForAllValues on a key that has one value: true also when it is absent. */
    SET_OPERATOR_ON_SINGLE_VALUE(Severity.WARNING),
    /** ForAllValues in an Allow, which an absent key satisfies. */
    FOR_ALL_VALUES_WITHOUT_KEY(Severity.SUGGESTION),
    /** An Allow that a Deny of the same document takes back. */
    SHADOWED_ALLOW(Severity.WARNING),
    /** An MFA condition that requests without MFA slip past. */
    MFA_CONDITION_BYPASSED(Severity.SECURITY_WARNING),
    /** A policy variable in a document whose version has none. */
    VARIABLE_WITHOUT_VERSION(Severity.WARNING),
    /** A policy variable in the first five fields of an ARN, where it is plain text. */
    VARIABLE_BEFORE_RESOURCE(Severity.WARNING);

    private final Severity severity;

    FindingCode(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
