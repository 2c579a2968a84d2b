// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;

/** Keys of one kind. */
interface KeyScheme {
    FreshKey generate(SecureRandom random);

    PrivateKey restore(byte[] secret);

    Bytes coseKey(long algorithm, PublicKey key);

    byte[] sign(PrivateKey key, SecureRandom random, byte[] data);

    static byte[] sign(String algorithm, PrivateKey key, SecureRandom random, byte[] data) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key, random);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static AssertionError missing(GeneralSecurityException e) {
        return new AssertionError("java.base and jdk.crypto.ec have these algorithms", e);
    }
}
