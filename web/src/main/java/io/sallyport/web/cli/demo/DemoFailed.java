// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.demo;

/** A step of the demo did not hold. */
public final class DemoFailed extends RuntimeException {
    DemoFailed(String message) {
        super(message);
    }
}
