// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.SpokenCode;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A code that stands in for a lost device: 120 random bits. So much that a fast hash is enough to keep it by: NIST SP 800-63B §5.1.2.2 wants a slow one
 * for look-up secrets of less than 112 bits only. Never prints itself.
 */
public final class RecoveryCode {
    private static final int CHARACTERS = 24;

    private final String characters;

    private RecoveryCode(String characters) {
        this.characters = characters;
    }

    public static RecoveryCode generate(SecureRandom random) {
        return new RecoveryCode(SpokenCode.generate(CHARACTERS, random));
    }

    /** As somebody types it, in any case and spacing. What is none takes as long to refuse as one that is wrong. */
    public static RecoveryCode typed(String text) {
        return new RecoveryCode(SpokenCode.typed(text));
    }

    /** For its owner's eyes, in groups: every caller of this is a place where it can leak. */
    public String reveal() {
        return SpokenCode.grouped(characters);
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
