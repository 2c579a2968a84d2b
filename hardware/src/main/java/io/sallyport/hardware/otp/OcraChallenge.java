// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a challenge is written in (RFC 6287 section 6.3, "Q"). */
public enum OcraChallenge {
    /** {@code QA}: printable ASCII. The RFC says alphanumeric; transactions that are signed have more than that. */
    ALPHANUMERIC("[ -~]+") {
        @Override
        String hex(String challenge) {
            return HexFormat.of().formatHex(challenge.getBytes(StandardCharsets.US_ASCII));
        }
    },
    /** {@code QN}: decimal digits, read as one number. */
    NUMERIC("[0-9]+") {
        @Override
        String hex(String challenge) {
            return new BigInteger(challenge).toString(16);
        }
    },
    /** {@code QH}: hexadecimal digits of either case. */
    HEXADECIMAL("[0-9A-Fa-f]+") {
        @Override
        String hex(String challenge) {
            return challenge;
        }
    };

    private static final int BYTES = 128;

    private final Pattern alphabet;

    OcraChallenge(String alphabet) {
        this.alphabet = Pattern.compile(alphabet);
    }

    abstract String hex(String challenge);

    boolean isWrittenIn(String challenge) {
        return alphabet.matcher(challenge).matches();
    }

    /**
     * As it enters the computation: 128 bytes, from the left by the half byte and then zeros, as appendix A's program and
     * erratum 3729 have it.
     *
     * @param challenge one that {@link #isWrittenIn} this, at most 128 characters
     */
    byte[] bytes(String challenge) {
        String hex = hex(challenge);
        return HexFormat.of().parseHex(hex + "0".repeat(2 * BYTES - hex.length()));
    }
}
