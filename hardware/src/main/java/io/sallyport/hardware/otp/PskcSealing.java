// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What encrypts the values of a container that is being written. */
final class PskcSealing {
    private static final int BLOCK = 16;
    private static final int PASSWORD_KEY_BYTES = 32;
    private static final int MAC_KEY_BYTES = 32;

    /** The name under which the file asks for a pre-shared key. */
    static final String KEY_NAME = "Pre-shared key";

    static final PskcMac MAC = PskcMac.SHA256;

    private final byte[] key;
    private final byte[] macKey = new byte[MAC_KEY_BYTES];
    private final @Nullable PskcPassword password;
    private final SecureRandom random;

    private PskcSealing(byte[] key, @Nullable PskcPassword password, SecureRandom random) {
        this.key = key;
        this.password = password;
        this.random = random;
        random.nextBytes(macKey);
    }

    /** Empty if the values stay plain. */
    static Optional<PskcSealing> with(SeedKey key, SecureRandom random) {
        if (key instanceof SeedKey.None) {
            return Optional.empty();
        }
        if (key instanceof SeedKey.PreShared shared) {
            return Optional.of(new PskcSealing(aesKey(shared.key()), null, random));
        }
        if (key instanceof SeedKey.Password given) {
            PskcPassword derivation = PskcPassword.fresh(PASSWORD_KEY_BYTES, random);
            return Optional.of(
                    new PskcSealing(derivation.key(given.password(), derivation.length()), derivation, random));
        }
        throw new IllegalArgumentException("a file is written for a pre-shared key or a password");
    }

    private static byte[] aesKey(Bytes key) {
        if (key.length() != 16 && key.length() != 24 && key.length() != 32) {
            throw new IllegalArgumentException("a pre-shared key has 16, 24 or 32 bytes, not " + key.length());
        }
        return key.toArray();
    }

    /** How the key comes from a password; empty if it is pre-shared. */
    Optional<PskcPassword> password() {
        return Optional.ofNullable(password);
    }

    String cipher() {
        return PskcNames.XENC + "aes" + key.length * Byte.SIZE + "-cbc";
    }

    /** The key of the MAC, encrypted like a value. */
    byte[] macKey() {
        return sealed(macKey);
    }

    /** XML Encryption section 5.2: the initialization vector before the blocks. */
    byte[] sealed(byte[] value) {
        byte[] sealed = new byte[BLOCK + value.length / BLOCK * BLOCK + BLOCK];
        byte[] vector = new byte[BLOCK];
        random.nextBytes(vector);
        System.arraycopy(vector, 0, sealed, 0, BLOCK);
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
            cipher.doFinal(value, 0, value.length, sealed, BLOCK);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has AES", e);
        }
    }

    /** Over the encrypted value, vector included (RFC 6030 section 6.1). */
    byte[] mac(byte[] sealed) {
        return MAC.over(sealed, macKey);
    }
}
