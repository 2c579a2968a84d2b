// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.message;

/** A command that ends with a status other than OK. */
public final class CtapException extends RuntimeException {
    private final CtapStatus status;

    public CtapException(CtapStatus status) {
        super(status.toString());
        this.status = status;
    }

    public CtapStatus status() {
        return status;
    }
}
