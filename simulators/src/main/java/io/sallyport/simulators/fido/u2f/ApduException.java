// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

/** An APDU that ends with a status word other than 9000. */
final class ApduException extends RuntimeException {
    private final StatusWord status;

    ApduException(StatusWord status) {
        super(status.toString());
        this.status = status;
    }

    StatusWord status() {
        return status;
    }
}
