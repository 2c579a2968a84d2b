// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

/** The session's factor is older than was asked for, or it has none: 403. */
public final class FactorTooOld extends RuntimeException {
    FactorTooOld() {
        super("Show one of your devices again.");
    }
}
