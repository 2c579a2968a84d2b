// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

/** A seed file that breaks a rule of its format. Says where and which rule; quotes nothing, since it may be a secret. */
public final class SeedFileException extends IllegalArgumentException {
    private final int line;

    SeedFileException(int line, String rule) {
        super("line " + line + ": " + rule);
        this.line = line;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }
}
