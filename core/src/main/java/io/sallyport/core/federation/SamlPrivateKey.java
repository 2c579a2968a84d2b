// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** An RSA key that decrypts assertions. Never printed; leaves only through {@link #reveal()}. */
public final class SamlPrivateKey {
    private final byte[] pkcs8;

    private SamlPrivateKey(byte[] pkcs8) {
        this.pkcs8 = pkcs8;
    }

    /** A key as {@link #reveal()} gave it. */
    public static SamlPrivateKey ofPkcs8(byte[] pkcs8) {
        return new SamlPrivateKey(pkcs8.clone());
    }

    /**
     * Reads a PEM file: PKCS #8, or PKCS #1 as {@code BEGIN RSA PRIVATE KEY}.
     *
     * @throws IamException {@code INVALID_INPUT}
     */
    public static SamlPrivateKey parse(String pem) {
        try (PemReader reader = new PemReader(new StringReader(pem))) {
            PemObject key = reader.readPemObject();
            if (key == null) {
                throw invalid("Key format is not recognized.");
            }
            if (!key.getHeaders().isEmpty() || key.getType().startsWith("ENCRYPTED")) {
                throw invalid("Key is encrypted.");
            }
            return new SamlPrivateKey(
                    KeyFactory.getInstance("RSA").generatePrivate(spec(key)).getEncoded());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | IllegalStateException broken) {
            throw invalid("Key format is not recognized.");
        }
    }

    private static KeySpec spec(PemObject key) {
        return switch (key.getType()) {
            case "PRIVATE KEY" -> new PKCS8EncodedKeySpec(key.getContent());
            case "RSA PRIVATE KEY" -> {
                RSAPrivateKey rsa = RSAPrivateKey.getInstance(key.getContent());
                yield new RSAPrivateCrtKeySpec(
                        rsa.getModulus(),
                        rsa.getPublicExponent(),
                        rsa.getPrivateExponent(),
                        rsa.getPrime1(),
                        rsa.getPrime2(),
                        rsa.getExponent1(),
                        rsa.getExponent2(),
                        rsa.getCoefficient());
            }
            default -> throw new IllegalArgumentException("not an RSA key");
        };
    }

    /** Without what the parser said, which quotes keys. */
    private static IamException invalid(String reason) {
        return new IamException(Kind.INVALID_INPUT, "Invalid private key: " + reason);
    }

    /** PKCS #8: every caller of this is a place where it can leak. */
    public byte[] reveal() {
        return pkcs8.clone();
    }

    @Override
    public String toString() {
        return "SamlPrivateKey[hidden]";
    }
}
