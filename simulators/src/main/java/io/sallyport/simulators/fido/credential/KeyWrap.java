// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Storage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credential ids: a private key and what it may be used for, sealed by the key's own secret and bound to the relying
 * party. So a key holds any number of credentials and recognises its own. Another secret makes all of them strangers.
 */
final class KeyWrap {
    private static final String SECRET = "fido.wrapping-key";
    private static final int SECRET_LENGTH = 32;
    private static final int IV = 12;
    private static final int TAG = 16;

    private final SecureRandom random;
    private final Storage storage;

    KeyWrap(Environment environment) {
        this.random = environment.random();
        this.storage = environment.storage();
    }

    Bytes wrap(Sealed content, Bytes rpIdHash) {
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        byte[] plain = content.encode();
        try {
            byte[] cipherText = cipher(Cipher.ENCRYPT_MODE, iv, rpIdHash).doFinal(plain);
            return Bytes.of(ByteBuffer.allocate(IV + cipherText.length)
                    .put(iv)
                    .put(cipherText)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        }
    }

    /** Empty for ids of other keys and other relying parties. */
    Optional<Sealed> unwrap(Bytes id, Bytes rpIdHash) {
        byte[] bytes = id.toArray();
        if (bytes.length <= IV + TAG) {
            return Optional.empty();
        }
        byte[] iv = new byte[IV];
        System.arraycopy(bytes, 0, iv, 0, IV);
        try {
            return Sealed.decode(cipher(Cipher.DECRYPT_MODE, iv, rpIdHash).doFinal(bytes, IV, bytes.length - IV));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        }
    }

    /** 32 bytes that belong to a credential and are told apart by their purpose. */
    byte[] derive(Bytes id, String purpose) {
        return HmacSha256.of(secret(), purpose.getBytes(StandardCharsets.UTF_8), id.toArray());
    }

    void forget() {
        storage.delete(SECRET);
    }

    /** Looked up each time: a reset changes it for everything that looks at this storage. */
    private byte[] secret() {
        byte[] secret = storage.read(SECRET).orElseGet(() -> {
            byte[] fresh = new byte[SECRET_LENGTH];
            random.nextBytes(fresh);
            storage.write(SECRET, fresh);
            return fresh;
        });
        if (secret.length != SECRET_LENGTH) {
            throw new IllegalStateException("this security key's memory is damaged: take a copy of it, or none");
        }
        return secret;
    }

    private Cipher cipher(int mode, byte[] iv, Bytes rpIdHash) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret(), "AES"), new GCMParameterSpec(8 * TAG, iv), random);
        cipher.updateAAD(rpIdHash.toArray());
        return cipher;
    }
}
