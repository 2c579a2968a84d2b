// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import org.bouncycastle.util.BigIntegers;

/**
 * ECDSA on one of NIST's curves; the secret is the scalar.
 *
 * @param cose the curve's number (RFC 9053 §7.1)
 * @param coordinate bytes of a coordinate and of the scalar
 * @param signature JCA's name
 */
record EllipticCurve(String name, int cose, int coordinate, String signature) implements KeyScheme {
    private static final int EC2 = 2;

    @Override
    public FreshKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name), random);
            KeyPair pair = generator.generateKeyPair();
            BigInteger scalar = ((ECPrivateKey) pair.getPrivate()).getS();
            return new FreshKey(
                    BigIntegers.asUnsignedByteArray(coordinate, scalar), pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw KeyScheme.missing(e);
        }
    }

    @Override
    public PrivateKey restore(byte[] secret) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(new BigInteger(1, secret), curve));
        } catch (GeneralSecurityException e) {
            throw KeyScheme.missing(e);
        }
    }

    @Override
    public Bytes coseKey(long algorithm, PublicKey key) {
        ECPublicKey point = (ECPublicKey) key;
        return CtapCbor.encode(CBORObject.NewMap()
                .Add(1, EC2)
                .Add(3, algorithm)
                .Add(-1, cose)
                .Add(
                        -2,
                        BigIntegers.asUnsignedByteArray(coordinate, point.getW().getAffineX()))
                .Add(
                        -3,
                        BigIntegers.asUnsignedByteArray(coordinate, point.getW().getAffineY())));
    }

    @Override
    public byte[] sign(PrivateKey key, SecureRandom random, byte[] data) {
        return KeyScheme.sign(signature, key, random, data);
    }
}
