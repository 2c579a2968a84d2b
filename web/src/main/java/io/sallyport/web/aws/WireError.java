// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.Objects;

/**
 * An error as AWS's clients see it.
 *
 * @param status the HTTP status
 * @param code AWS's code, such as {@code NoSuchEntity}
 * @param message for the caller, empty where AWS says nothing; never holds a secret
 */
public record WireError(int status, String code, String message, Fault fault) {
    /** Who is to blame; AWS writes it as the error's {@code Type}. */
    public enum Fault {
        SENDER("Sender"),
        RECEIVER("Receiver");

        private final String type;

        Fault(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    public WireError {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
        Objects.requireNonNull(fault);
    }

    static WireError sender(int status, String code, String message) {
        return new WireError(status, code, message, Fault.SENDER);
    }
}
