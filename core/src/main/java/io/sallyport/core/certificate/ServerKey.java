// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * A server's private key, for as long as it takes to compare it with a certificate: PKCS#8, PKCS#1 or SEC 1, unencrypted,
 * RSA or on one of the curves that IAM takes.
 */
final class ServerKey {
    /** IAM User Guide, "Manage server certificates in IAM". */
    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    /** What {@code openssl ecparam -genkey} writes before the key; the key says it again. */
    private static final String PARAMETERS = "EC PARAMETERS";

    private final SubjectPublicKeyInfo publicKey;

    private ServerKey(SubjectPublicKeyInfo publicKey) {
        this.publicKey = publicKey;
    }

    /** @throws IamException {@code MALFORMED_CERTIFICATE} */
    static ServerKey read(String text) {
        List<Pem> keys = Pem.read(text).stream()
                .filter(block -> !block.label().equals(PARAMETERS))
                .toList();
        if (keys.size() != 1) {
            throw malformed();
        }
        try {
            return new ServerKey(publicKey(key(keys.get(0))));
        } catch (IOException | RuntimeException notOne) {
            // The parser meets bytes of anybody's choice; what it says of them might quote the key.
            throw malformed();
        }
    }

    private static IamException malformed() {
        return new IamException(
                Kind.MALFORMED_CERTIFICATE,
                "Unable to parse private key. Please ensure the private key is in PEM format.");
    }

    private static PrivateKeyInfo key(Pem block) throws IOException {
        return switch (block.label()) {
            case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(block.der());
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(block.der()));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(block.der());
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            default -> throw new IllegalArgumentException("not an unencrypted private key");
        };
    }

    private static SubjectPublicKeyInfo publicKey(PrivateKeyInfo key) throws IOException {
        AlgorithmIdentifier algorithm = key.getPrivateKeyAlgorithm();
        if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            RSAPrivateKey rsa = RSAPrivateKey.getInstance(key.parsePrivateKey());
            return new SubjectPublicKeyInfo(algorithm, new RSAPublicKey(rsa.getModulus(), rsa.getPublicExponent()));
        }
        if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            ECPrivateKey ec = ECPrivateKey.getInstance(key.parsePrivateKey());
            X9ECParameters curve = curve(algorithm);
            return new SubjectPublicKeyInfo(algorithm, point(curve, ec.getKey()).getEncoded(false));
        }
        throw new IllegalArgumentException("neither RSA nor EC");
    }

    private static X9ECParameters curve(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier name = ASN1ObjectIdentifier.getInstance(algorithm.getParameters());
        if (!CURVES.contains(name)) {
            throw new IllegalArgumentException("not a curve that IAM takes");
        }
        return CustomNamedCurves.getByOID(name);
    }

    private static ECPoint point(X9ECParameters curve, BigInteger secret) {
        if (secret.signum() <= 0 || secret.compareTo(curve.getN()) >= 0) {
            throw new IllegalArgumentException("not a number of the curve");
        }
        return new FixedPointCombMultiplier().multiply(curve.getG(), secret).normalize();
    }

    boolean isOf(X509Certificate certificate) {
        try {
            SubjectPublicKeyInfo certified =
                    SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
            AlgorithmIdentifier algorithm = certified.getAlgorithm();
            if (!algorithm.getAlgorithm().equals(publicKey.getAlgorithm().getAlgorithm())) {
                return false;
            }
            if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return certified.parsePublicKey().equals(publicKey.parsePublicKey());
            }
            return algorithm.equals(publicKey.getAlgorithm())
                    && curve(algorithm)
                            .getCurve()
                            .decodePoint(certified.getPublicKeyData().getOctets())
                            .equals(curve(algorithm)
                                    .getCurve()
                                    .decodePoint(publicKey.getPublicKeyData().getOctets()));
        } catch (IOException | RuntimeException ofAnotherKind) {
            // The certificate's key is of anybody's choice; one that cannot be read is not this one.
            return false;
        }
    }

    @Override
    public String toString() {
        return "ServerKey[hidden]";
    }
}
