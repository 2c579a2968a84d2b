// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

/** What a managed policy is to whom it is attached (IAM API, {@code PolicyUsageType}). */
public enum PolicyUsage {
    /** It grants. */
    PERMISSIONS_POLICY,
    /** It is a limit to what others grant. */
    PERMISSIONS_BOUNDARY
}
