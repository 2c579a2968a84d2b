// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

/** How much a finding matters, in IAM Access Analyzer's words; the gravest first. */
public enum Severity {
    /** It gives away more than its author can want. */
    SECURITY_WARNING,
    /** It does not do what it says. */
    WARNING,
    /** It could be said better. */
    SUGGESTION
}
