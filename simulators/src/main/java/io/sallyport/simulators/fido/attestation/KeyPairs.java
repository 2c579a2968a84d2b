// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** New keys of an attestation authority. */
final class KeyPairs {
    private static final int RSA_BITS = 2048;

    private KeyPairs() {}

    static KeyPair p256(SecureRandom random) {
        return generate("EC", new ECGenParameterSpec("secp256r1"), random);
    }

    static KeyPair rsa(SecureRandom random) {
        return generate("RSA", new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4), random);
    }

    private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("java.base and jdk.crypto.ec have both", e);
        }
    }
}
