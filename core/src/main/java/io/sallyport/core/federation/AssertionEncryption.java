// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

/** Whether a SAML provider may send assertions in the clear ({@code AssertionEncryptionMode}). */
public enum AssertionEncryption {
    ALLOWED,
    REQUIRED
}
