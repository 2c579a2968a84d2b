// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

/** By whose idea of a good password an account goes. */
public enum PasswordProfile {
    /** AWS's: the account's password policy, or where it has none, AWS's default. */
    AWS,
    /** NIST SP 800-63B-4: long, not common, never expiring, of whatever characters. */
    NIST
}
