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

/** A key on P-256 that vouches for credentials, with the certificates that vouch for it. Not a record: it would print its key. */
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

    /** ECDSA with SHA-256, in DER. */
    public byte[] sign(byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key, random);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("jdk.crypto.ec signs with P-256", e);
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
