// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.accesscode;

import io.sallyport.core.SpokenCode;
import java.security.SecureRandom;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The code itself: 80 random bits, sixteen characters, which can be said over a telephone. More than the 64 bits below which NIST SP 800-63B asks for a throttle; there is one all the same. A secret.
 */
public final class AccessCode {
    private static final int LENGTH = 16;

    private final String characters;

    private AccessCode(String characters) {
        this.characters = characters;
    }

    public static AccessCode generate(SecureRandom random) {
        return new AccessCode(SpokenCode.generate(LENGTH, random));
    }

    /** As somebody typed it: groups, case and letters that look like digits do not matter. Empty if it can be no code. */
    public static Optional<AccessCode> parse(String typed) {
        String characters = SpokenCode.typed(typed);
        return SpokenCode.isPossible(characters, LENGTH) ? Optional.of(new AccessCode(characters)) : Optional.empty();
    }

    /** What is told to whom it is for: {@code 7K2M-…}. */
    public String reveal() {
        return SpokenCode.grouped(characters);
    }

    /**
     * What is stored: SHA-256 in hex. The request's id is the salt. A slow hash would protect nothing: a code is worthless
     * within a day, which is no time for 2^80 tries.
     */
    public String hash(String request) {
        return DigestUtils.sha256Hex(request + '\0' + characters);
    }

    @Override
    public String toString() {
        return "AccessCode[hidden]";
    }
}
