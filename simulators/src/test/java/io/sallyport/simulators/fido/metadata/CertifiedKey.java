// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A credential's key, and a maker with root and intermediate that certifies it in whatever words a test wants. */
final class CertifiedKey {
    static final Bytes MODEL = Bytes.ofHex("00112233445566778899aabbccddeeff");
    static final String SUBJECT = "C=AA, O=Maker, OU=Authenticator Attestation, CN=Batch";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int UP_AT = 0x41;

    final X509Certificate root;
    final KeyPair credential = pair();

    private final KeyPair rootKey = pair();
    private final KeyPair intermediateKey = pair();
    private final X509Certificate intermediate;

    CertifiedKey() {
        root = certificate("CN=Root", "CN=Root", rootKey, rootKey.getPrivate(), true, Map.of());
        intermediate = certificate("CN=Root", "CN=Middle", intermediateKey, rootKey.getPrivate(), true, Map.of());
    }

    /** An extension of a certificate. */
    record Told(boolean critical, ASN1Encodable value) {}

    X509Certificate leaf(String subject, KeyPair key, boolean authority, Map<String, Told> extensions) {
        return certificate("CN=Middle", subject, key, intermediateKey.getPrivate(), authority, extensions);
    }

    private static X509Certificate certificate(
            String issuer,
            String subject,
            KeyPair key,
            PrivateKey signer,
            boolean authority,
            Map<String, Told> extensions) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            new X500Name(issuer),
                            BigInteger.valueOf(subject.hashCode()).abs().add(BigInteger.ONE),
                            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                            Date.from(Instant.parse("2040-01-01T00:00:00Z")),
                            new X500Name(subject),
                            key.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            for (var extension : extensions.entrySet()) {
                Told told = extension.getValue();
                builder.addExtension(new ASN1ObjectIdentifier(extension.getKey()), told.critical(), told.value());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String clientData(String challenge) {
        return "{\"type\":\"webauthn.create\",\"challenge\":\"%s\",\"origin\":\"https://example.org\"}"
                .formatted(challenge);
    }

    /** A response whose statement a leaf's key signs; the path holds the intermediate too. */
    String registration(String format, String clientData, X509Certificate leaf, PrivateKey signer) {
        byte[] data = authenticatorData();
        CBORObject object = CBORObject.NewMap()
                .Add("fmt", format)
                .Add("authData", data)
                .Add(
                        "attStmt",
                        CBORObject.NewMap()
                                .Add("alg", -7)
                                .Add("sig", sign(signer, data, DigestUtils.sha256(clientData)))
                                .Add("x5c", CBORObject.NewArray().Add(der(leaf)).Add(der(intermediate))));
        return "{\"id\":\"%1$s\",\"rawId\":\"%1$s\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{\"attestationObject\":\"%2$s\",\"clientDataJSON\":\"%3$s\"}}"
                .formatted(
                        BASE64.encodeToString(MODEL.toArray()),
                        BASE64.encodeToString(object.EncodeToBytes()),
                        BASE64.encodeToString(clientData.getBytes(UTF_8)));
    }

    private byte[] authenticatorData() {
        ECPublicKey key = (ECPublicKey) credential.getPublic();
        byte[] cose = HexFormat.of()
                .parseHex("a5010203262001215820%064x225820%064x"
                        .formatted(key.getW().getAffineX(), key.getW().getAffineY()));
        return ByteBuffer.allocate(37 + 16 + 2 + 16 + cose.length)
                .put(DigestUtils.sha256("example.org"))
                .put((byte) UP_AT)
                .putInt(0)
                .put(MODEL.toArray())
                .putShort((short) MODEL.length())
                .put(MODEL.toArray())
                .put(cose)
                .array();
    }

    private static byte[] sign(PrivateKey key, byte[]... parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
