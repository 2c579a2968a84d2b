// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.util.BigIntegers;

/**
 * RSASSA-PKCS1-v1_5 with SHA-256 and 2048 bits. Its primes do not fit into a credential id; the seed does, from which the
 * search for each began, and how far it had to go. So restoring one takes no search.
 */
final class Rsa implements KeyScheme {
    private static final int RSA = 3;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
    private static final int SEED = 32;
    private static final int PRIME = 128;
    private static final int MAX_DISTANCE = 0xffff;

    /** A place to look for a prime, and how far the prime is from there. */
    private record Found(BigInteger prime, int distance) {}

    @Override
    public FreshKey generate(SecureRandom random) {
        byte[] seed = new byte[SEED];
        Found p;
        Found q;
        do {
            random.nextBytes(seed);
            p = search(start(seed, "p"));
            q = search(start(seed, "q"));
        } while (p.distance > MAX_DISTANCE || q.distance > MAX_DISTANCE || p.prime.equals(q.prime));
        byte[] secret = ByteBuffer.allocate(SEED + 2 * Short.BYTES)
                .put(seed)
                .putShort((short) p.distance)
                .putShort((short) q.distance)
                .array();
        try {
            PublicKey publicKey = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(p.prime.multiply(q.prime), EXPONENT));
            return new FreshKey(secret, privateKey(p.prime, q.prime), publicKey);
        } catch (GeneralSecurityException e) {
            throw KeyScheme.missing(e);
        }
    }

    @Override
    public PrivateKey restore(byte[] secret) {
        ByteBuffer in = ByteBuffer.wrap(secret);
        byte[] seed = new byte[SEED];
        in.get(seed);
        return privateKey(
                start(seed, "p").add(BigInteger.valueOf(Short.toUnsignedInt(in.getShort()))),
                start(seed, "q").add(BigInteger.valueOf(Short.toUnsignedInt(in.getShort()))));
    }

    private static Found search(BigInteger start) {
        BigInteger prime = start.nextProbablePrime();
        while (prime.mod(EXPONENT).equals(BigInteger.ONE)) {
            prime = prime.nextProbablePrime();
        }
        BigInteger distance = prime.subtract(start);
        return new Found(prime, distance.bitLength() < Integer.SIZE ? distance.intValue() : Integer.MAX_VALUE);
    }

    /** 1024 bits of which the first two are set, so that the product of two has 2048. */
    private static BigInteger start(byte[] seed, String prime) {
        ByteBuffer bytes = ByteBuffer.allocate(PRIME);
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.put(HmacSha256.of(seed, ("RSA prime " + prime + i).getBytes(StandardCharsets.UTF_8)));
        }
        return new BigInteger(1, bytes.array()).setBit(8 * PRIME - 1).setBit(8 * PRIME - 2);
    }

    private static PrivateKey privateKey(BigInteger p, BigInteger q) {
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger d = EXPONENT.modInverse(p1.multiply(q1));
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(
                            p.multiply(q), EXPONENT, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p)));
        } catch (GeneralSecurityException e) {
            throw KeyScheme.missing(e);
        }
    }

    @Override
    public Bytes coseKey(long algorithm, PublicKey key) {
        RSAPublicKey rsa = (RSAPublicKey) key;
        return CtapCbor.encode(CBORObject.NewMap()
                .Add(1, RSA)
                .Add(3, algorithm)
                .Add(-1, BigIntegers.asUnsignedByteArray(2 * PRIME, rsa.getModulus()))
                .Add(-2, rsa.getPublicExponent().toByteArray()));
    }

    @Override
    public byte[] sign(PrivateKey key, SecureRandom random, byte[] data) {
        return KeyScheme.sign("SHA256withRSA", key, random, data);
    }
}
