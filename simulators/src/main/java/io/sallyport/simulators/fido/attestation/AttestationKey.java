// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import io.sallyport.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/** A key that vouches for something, with the certificates that vouch for it. Not a record: it would print its key. */
public final class AttestationKey {
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final SecureRandom random;

    AttestationKey(PrivateKey key, List<X509Certificate> chain, SecureRandom random) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.random = random;
    }

    /** Its own first, its issuer's next; without the root. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** Its own, in DER. */
    public Bytes certificate() {
        return der(chain.get(0));
    }

    /** With SHA-256: ECDSA, in DER, or RSA's PKCS #1 v1.5, whichever kind of key it is. */
    public byte[] sign(byte[] data) {
        try {
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key, random);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("java.base and jdk.crypto.ec sign with both", e);
        }
    }

    static Bytes der(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new AssertionError("it was read from DER", e);
        }
    }
}
