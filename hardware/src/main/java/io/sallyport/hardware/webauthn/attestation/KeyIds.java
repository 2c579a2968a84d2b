// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import io.sallyport.core.Bytes;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * By which metadata knows the certificates of a U2F model: SHA-1 of the public key's bits (RFC 5280 §4.2.1.2 method 1,
 * FIDO MDS 3.0 §3.1.1).
 */
public final class KeyIds {
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;

    private KeyIds() {}

    /** Of a chain's keys. */
    public static Set<Bytes> of(Collection<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> Bytes.of(
                        DigestUtils.sha1(bits(certificate.getPublicKey().getEncoded()))))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** SubjectPublicKeyInfo is a sequence of an algorithm and a bit string (RFC 5280 §4.1). */
    private static byte[] bits(byte[] info) {
        Tlv outer = Tlv.at(info, 0, SEQUENCE);
        Tlv algorithm = Tlv.at(info, outer.start(), SEQUENCE);
        Tlv key = Tlv.at(info, algorithm.end(), BIT_STRING);
        // Its first octet counts unused bits, of which there are none.
        return Arrays.copyOfRange(info, key.start() + 1, key.end());
    }

    /** A DER element: where its contents start and end. */
    private record Tlv(int start, int end) {
        static Tlv at(byte[] der, int offset, int tag) {
            if (der[offset] != tag) {
                throw new IllegalArgumentException("no SubjectPublicKeyInfo");
            }
            int first = der[offset + 1] & 0xff;
            int lengthOctets = first < 0x80 ? 0 : first & 0x7f;
            int length = lengthOctets == 0 ? first : 0;
            for (int i = 0; i < lengthOctets; i++) {
                length = (length << 8) | (der[offset + 2 + i] & 0xff);
            }
            int start = offset + 2 + lengthOctets;
            return new Tlv(start, start + length);
        }
    }
}
