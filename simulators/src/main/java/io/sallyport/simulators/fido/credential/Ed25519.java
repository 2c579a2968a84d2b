// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import org.bouncycastle.util.BigIntegers;

/** EdDSA with Ed25519 (RFC 8032 §5.1); the secret is the private key's 32 bytes. */
final class Ed25519 implements KeyScheme {
    private static final String NAME = "Ed25519";
    private static final int OKP = 1;
    private static final int COSE_CURVE = 6;
    private static final int LENGTH = 32;

    @Override
    public FreshKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] secret = ((EdECPrivateKey) pair.getPrivate())
                    .getBytes()
                    .orElseThrow(() -> new AssertionError("a software key has its bytes"));
            return new FreshKey(secret, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw KeyScheme.missing(e);
        }
    }

    @Override
    public PrivateKey restore(byte[] secret) {
        try {
            return KeyFactory.getInstance(NAME)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret));
        } catch (GeneralSecurityException e) {
            throw KeyScheme.missing(e);
        }
    }

    @Override
    public Bytes coseKey(long algorithm, PublicKey key) {
        return CtapCbor.encode(CBORObject.NewMap()
                .Add(1, OKP)
                .Add(3, algorithm)
                .Add(-1, COSE_CURVE)
                .Add(-2, encode((EdECPublicKey) key)));
    }

    /** Little-endian, with the sign of x in the last bit (RFC 8032 §5.1.2). */
    private static byte[] encode(EdECPublicKey key) {
        byte[] bigEndian =
                BigIntegers.asUnsignedByteArray(LENGTH, key.getPoint().getY());
        byte[] encoded = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            encoded[i] = bigEndian[LENGTH - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[LENGTH - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    @Override
    public byte[] sign(PrivateKey key, SecureRandom random, byte[] data) {
        return KeyScheme.sign(NAME, key, random, data);
    }
}
