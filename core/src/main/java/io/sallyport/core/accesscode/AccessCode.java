// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.accesscode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The code itself: 80 random bits, sixteen characters without those that look alike (Crockford's base 32), which can be
 * said over a telephone. More than the 64 bits below which NIST SP 800-63B asks for a throttle; there is one all the same. A secret.
 */
public final class AccessCode {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final int GROUP = 4;

    private final String characters;

    private AccessCode(String characters) {
        this.characters = characters;
    }

    public static AccessCode generate(SecureRandom random) {
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new AccessCode(characters.toString());
    }

    /** As somebody typed it: groups, case and letters that look like digits do not matter. Empty if it can be no code. */
    public static Optional<AccessCode> parse(String typed) {
        String characters = typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean possible = characters.length() == LENGTH
                && characters.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
        return possible ? Optional.of(new AccessCode(characters)) : Optional.empty();
    }

    /** What is told to whom it is for: {@code 7K2M-…}. */
    public String reveal() {
        return characters.replaceAll(".{" + GROUP + "}(?=.)", "$0-");
    }

    /**
     * What is stored: SHA-256 in hex. The request's id is the salt. A slow hash would protect nothing: a code is worthless
     * within a day, which is no time for 2^80 tries.
     */
    public String hash(String request) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((request + '\0' + characters).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "AccessCode[hidden]";
    }
}
