// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

/** Nobody is signed in, or not any more: 401. */
public final class NotSignedIn extends RuntimeException {
    NotSignedIn() {
        super("Sign in first.");
    }
}
