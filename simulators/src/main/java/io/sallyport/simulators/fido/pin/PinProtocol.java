// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.simulators.fido.credential.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.DigestUtils;

/** PIN/UV auth protocols one (CTAP 2.1 §6.5.6) and two (§6.5.7). */
public enum PinProtocol {
    /** One key for both purposes, an IV of zeros, half of the HMAC. */
    ONE(1, 0, 16) {
        @Override
        SharedSecret secret(byte[] z, SecureRandom random) {
            byte[] key = DigestUtils.sha256(z);
            return new SharedSecret(this, key, key, random);
        }
    },
    /** A key for each purpose, a random IV in front, the whole HMAC. */
    TWO(2, 16, 32) {
        @Override
        SharedSecret secret(byte[] z, SecureRandom random) {
            return new SharedSecret(this, hkdf(z, "CTAP2 HMAC key"), hkdf(z, "CTAP2 AES key"), random);
        }
    };

    private static final int BLOCK = 16;

    private final int number;
    private final int iv;
    private final int signature;

    PinProtocol(int number, int iv, int signature) {
        this.number = number;
        this.iv = iv;
        this.signature = signature;
    }

    /** As messages name it. */
    public int number() {
        return number;
    }

    /** @param plain whole blocks */
    int sealedLength(int plain) {
        return iv + plain;
    }

    /** The function kdf: from the shared point's x coordinate. */
    abstract SharedSecret secret(byte[] z, SecureRandom random);

    byte[] encrypt(byte[] key, byte[] plain, SecureRandom random) {
        byte[] prefix = new byte[iv];
        random.nextBytes(prefix);
        byte[] sealed = cbc(Cipher.ENCRYPT_MODE, key, prefix, plain);
        return ByteBuffer.allocate(iv + sealed.length).put(prefix).put(sealed).array();
    }

    /** Empty if that cannot be a ciphertext. */
    Optional<byte[]> decrypt(byte[] key, byte[] sealed) {
        if (sealed.length < iv || (sealed.length - iv) % BLOCK != 0) {
            return Optional.empty();
        }
        byte[] prefix = Arrays.copyOf(sealed, iv);
        return Optional.of(cbc(Cipher.DECRYPT_MODE, key, prefix, Arrays.copyOfRange(sealed, iv, sealed.length)));
    }

    /** In constant time. */
    boolean verify(byte[] key, byte[] message, byte[] claimed) {
        return MessageDigest.isEqual(Arrays.copyOf(HmacSha256.of(key, message), signature), claimed);
    }

    private static byte[] cbc(int mode, byte[] key, byte[] iv, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(iv, BLOCK)));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-256-CBC, and whole blocks come here only", e);
        }
    }

    /** HKDF-SHA-256 (RFC 5869) with 32 zeros for salt; one block is all that is wanted of it. */
    private static byte[] hkdf(byte[] z, String info) {
        byte[] label = info.getBytes(StandardCharsets.US_ASCII);
        byte[] block = Arrays.copyOf(label, label.length + 1);
        block[label.length] = 1;
        return HmacSha256.of(HmacSha256.of(new byte[32], z), block);
    }
}
