// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Where the tokens of one file go: each serial once, and no more than {@link #MOST} of them. */
final class TokenIntake {
    /** So that a file without an end fills no memory; a maker ships boxes of thousands. */
    static final int MOST = 1_000_000;

    private final Consumer<TokenSeed> each;
    private final Map<String, Integer> lineOfSerial = new HashMap<>();

    TokenIntake(Consumer<TokenSeed> each) {
        this.each = each;
    }

    /** @throws SeedFileException if the serial was there before, or the file is too long */
    void add(int line, TokenSeed token) {
        Integer earlier = lineOfSerial.putIfAbsent(token.serial(), line);
        if (earlier != null) {
            throw new SeedFileException(line, "the serial is that of line " + earlier);
        }
        if (lineOfSerial.size() > MOST) {
            throw new SeedFileException(line, "a file has at most " + MOST + " tokens");
        }
        each.accept(token);
    }
}
