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
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;

/** ECDSA with P-256 and SHA-256, COSE algorithm -7 (RFC 9053 §2.1). */
public final class Es256 {
    public static final long COSE_ALGORITHM = -7;

    private static final String CURVE = "secp256r1";
    private static final int COORDINATE = 32;

    private Es256() {}

    public static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** 32 bytes. */
    public static byte[] scalar(ECPrivateKey key) {
        return unsigned(key.getS());
    }

    public static ECPrivateKey privateKey(byte[] scalar) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
            return (ECPrivateKey) KeyFactory.getInstance("EC")
                    .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), curve));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** In DER, as WebAuthn wants it. */
    public static byte[] sign(ECPrivateKey key, SecureRandom random, byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key, random);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    public static Bytes coseKey(ECPublicKey key) {
        return CtapCbor.encode(CBORObject.NewMap()
                .Add(1, 2)
                .Add(3, COSE_ALGORITHM)
                .Add(-1, 1)
                .Add(-2, unsigned(key.getW().getAffineX()))
                .Add(-3, unsigned(key.getW().getAffineY())));
    }

    private static byte[] unsigned(BigInteger value) {
        byte[] signed = value.toByteArray();
        byte[] padded = new byte[COORDINATE + signed.length];
        System.arraycopy(signed, 0, padded, COORDINATE, signed.length);
        return Arrays.copyOfRange(padded, padded.length - COORDINATE, padded.length);
    }

    private static AssertionError missing(GeneralSecurityException e) {
        return new AssertionError("jdk.crypto.ec signs with P-256", e);
    }
}
