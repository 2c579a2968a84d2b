// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import io.sallyport.core.Bytes;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * By which metadata knows the certificates of a U2F model: SHA-1 of the public key's bits (RFC 5280 §4.2.1.2 method 1,
 * FIDO MDS 3.0 §3.1.1).
 */
public final class KeyIds {
    private KeyIds() {}

    /** Of a chain's keys. */
    public static Set<Bytes> of(Collection<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> Bytes.of(DigestUtils.sha1(SubjectPublicKeyInfo.getInstance(
                                certificate.getPublicKey().getEncoded())
                        .getPublicKeyData()
                        .getBytes())))
                .collect(Collectors.toUnmodifiableSet());
    }
}
