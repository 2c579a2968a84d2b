// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.core.SpokenCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * What a page has to know to be listened to: 80 random bits, typed once. An Origin is only a browser's word, which another
 * user's program on this machine can say too. Never prints itself.
 */
public final class PairingCode {
    private static final int CHARACTERS = 16;

    private final String characters;

    private PairingCode(String characters) {
        this.characters = characters;
    }

    public static PairingCode generate(SecureRandom random) {
        return new PairingCode(SpokenCode.generate(CHARACTERS, random));
    }

    /** @throws IllegalArgumentException if it is none, without quoting it */
    public static PairingCode typed(String text) {
        String characters = SpokenCode.typed(text);
        if (!SpokenCode.isPossible(characters, CHARACTERS)) {
            throw new IllegalArgumentException("a pairing code has " + CHARACTERS + " letters and digits");
        }
        return new PairingCode(characters);
    }

    /** For the operator's eyes: every caller of this is a place where it can leak. */
    public String reveal() {
        return SpokenCode.grouped(characters);
    }

    boolean is(String typed) {
        return equal(characters, SpokenCode.typed(typed));
    }

    /** In a time that does not tell how much of it is right. */
    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "PairingCode[hidden]";
    }
}
