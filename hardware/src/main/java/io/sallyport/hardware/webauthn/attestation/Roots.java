// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import io.sallyport.core.certificate.Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.commons.codec.digest.DigestUtils;

/** Roots and where they are. */
public final class Roots {
    /**
     * GlobalSign Root CA R3, under which FIDO signs its metadata (FIDO MDS 3.0 §3.2). Its fingerprint is enough: the
     * certificate itself is among those of every Java.
     */
    private static final String FIDO_SHA256 = "cbb522d7b7f127ad6a0113865bdf1cd4102e7d0759af635a7cf4720dc963c53b";

    private Roots() {}

    /**
     * The root of FIDO's own metadata.
     *
     * @throws UnusableMetadataException if this Java does not know it
     */
    public static X509Certificate fido() {
        try {
            TrustManagerFactory known = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            known.init((KeyStore) null);
            for (TrustManager manager : known.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    for (X509Certificate root : x509.getAcceptedIssuers()) {
                        if (DigestUtils.sha256Hex(root.getEncoded()).equals(FIDO_SHA256)) {
                            return root;
                        }
                    }
                }
            }
        } catch (GeneralSecurityException e) {
            throw new UnusableMetadataException("this Java's roots cannot be read", e);
        }
        throw new UnusableMetadataException(
                "this Java does not know GlobalSign Root CA R3, under which FIDO signs: name its PEM file", null);
    }

    /**
     * The certificates of a PEM file, at least one.
     *
     * @throws UnusableMetadataException if it holds anything else
     */
    public static List<X509Certificate> read(Path pem) {
        List<X509Certificate> roots = new ArrayList<>();
        try {
            for (Pem block : Pem.read(Files.readString(pem))) {
                if (!block.label().equals("CERTIFICATE")) {
                    throw new UnusableMetadataException(pem + " holds something else than certificates", null);
                }
                roots.add(certificate(block.der()));
            }
        } catch (IOException | CertificateException e) {
            throw new UnusableMetadataException("cannot read certificates from " + pem, e);
        }
        if (roots.isEmpty()) {
            throw new UnusableMetadataException(pem + " holds no certificate in PEM", null);
        }
        return List.copyOf(roots);
    }

    static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
