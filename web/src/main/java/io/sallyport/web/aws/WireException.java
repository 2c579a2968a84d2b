// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

/** A request refused before the account model saw it: malformed, unsigned, unknown or against AWS's constraints. */
public final class WireException extends RuntimeException {
    private final WireError error;

    public WireException(WireError error) {
        super(error.code() + ": " + error.message());
        this.error = error;
    }

    static WireException sender(int status, String code, String message) {
        return new WireException(WireError.sender(status, code, message));
    }

    public WireError error() {
        return error;
    }
}
