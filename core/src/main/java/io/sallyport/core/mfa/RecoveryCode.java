// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A code that stands in for a lost device: 120 random bits in Crockford's base 32, in which no two characters look alike
 * (O reads as 0, I and L as 1). So much that a fast hash is enough to keep it by: NIST SP 800-63B §5.1.2.2 wants a slow one
 * for look-up secrets of less than 112 bits only. Never prints itself.
 */
public final class RecoveryCode {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CHARACTERS = 24;
    private static final int GROUP = 4;

    /** What people put between characters, and what copying adds. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}]+");

    private final String characters;

    private RecoveryCode(String characters) {
        this.characters = characters;
    }

    public static RecoveryCode generate(SecureRandom random) {
        StringBuilder characters = new StringBuilder();
        for (int i = 0; i < CHARACTERS; i++) {
            characters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new RecoveryCode(characters.toString());
    }

    /** As somebody types it, in any case and spacing. What is none takes as long to refuse as one that is wrong. */
    public static RecoveryCode typed(String text) {
        return new RecoveryCode(BETWEEN.matcher(text)
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1'));
    }

    /** For its owner's eyes, in groups: every caller of this is a place where it can leak. */
    public String reveal() {
        return characters.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    /** What the store keeps: SHA-256 in hex, of this owner's alone. */
    public String hash(UniqueId owner) {
        return DigestUtils.sha256Hex("recovery code\0" + owner.value() + '\0' + characters);
    }

    @Override
    public String toString() {
        return "RecoveryCode[hidden]";
    }
}
