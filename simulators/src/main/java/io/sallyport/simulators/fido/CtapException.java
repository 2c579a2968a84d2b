// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

/** A command that ends with a status other than OK. */
final class CtapException extends RuntimeException {
    private final CtapStatus status;

    CtapException(CtapStatus status) {
        super(status.toString());
        this.status = status;
    }

    CtapStatus status() {
        return status;
    }
}
