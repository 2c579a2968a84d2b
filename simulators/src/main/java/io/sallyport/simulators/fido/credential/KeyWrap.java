// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Storage;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Private keys as credential ids: AES-GCM under a key that never leaves the device, bound to the rp id and to whether the
 * credential is discoverable. So a key holds any number of credentials and recognises its own.
 */
public final class KeyWrap {
    private static final String WRAPPING_KEY = "fido.wrapping-key";
    private static final int IV = 12;
    private static final int SCALAR = 32;
    private static final int TAG = 16;

    /** Bytes in every id. */
    public static final int LENGTH = IV + SCALAR + TAG;

    private final SecureRandom random;
    private final SecretKeySpec key;

    public KeyWrap(Environment environment) {
        this.random = environment.random();
        Storage storage = environment.storage();
        byte[] secret = storage.read(WRAPPING_KEY).orElseGet(() -> {
            byte[] fresh = new byte[32];
            random.nextBytes(fresh);
            storage.write(WRAPPING_KEY, fresh);
            return fresh;
        });
        this.key = new SecretKeySpec(secret, "AES");
    }

    public Bytes wrap(ECPrivateKey privateKey, String rpId, boolean discoverable) {
        return wrap(privateKey, Hashes.sha256(rpId), discoverable);
    }

    Bytes wrap(ECPrivateKey privateKey, byte[] rpIdHash, boolean discoverable) {
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv, rpIdHash, discoverable).doFinal(Es256.scalar(privateKey));
            return Bytes.of(ByteBuffer.allocate(LENGTH).put(iv).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        }
    }

    /** Empty for ids of other keys, other relying parties or the other kind. */
    public Optional<ECPrivateKey> unwrap(Bytes id, String rpId, boolean discoverable) {
        return unwrap(id, Hashes.sha256(rpId), discoverable);
    }

    Optional<ECPrivateKey> unwrap(Bytes id, byte[] rpIdHash, boolean discoverable) {
        if (id.length() != LENGTH) {
            return Optional.empty();
        }
        byte[] bytes = id.toArray();
        byte[] iv = new byte[IV];
        System.arraycopy(bytes, 0, iv, 0, IV);
        try {
            byte[] scalar = cipher(Cipher.DECRYPT_MODE, iv, rpIdHash, discoverable).doFinal(bytes, IV, bytes.length - IV);
            return Optional.of(Es256.privateKey(scalar));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] iv, byte[] rpIdHash, boolean discoverable) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, iv), random);
        cipher.updateAAD(rpIdHash);
        cipher.updateAAD(new byte[] {(byte) (discoverable ? 1 : 0)});
        return cipher;
    }
}
