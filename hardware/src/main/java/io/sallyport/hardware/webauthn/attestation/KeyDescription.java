// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import io.sallyport.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;

/**
 * What Android's key store says of a key in its certificate (WebAuthn L3 §8.4.1; Android's "Verify hardware-backed key
 * pairs", KeyDescription). The lists of what software and what hardware enforces are taken together.
 *
 * @param challenge attestationChallenge
 * @param allApplications whether every application may use it
 * @param origins how it came to be, by each list that tells
 * @param purposes what it may be used for
 */
record KeyDescription(Bytes challenge, boolean allApplications, Set<Integer> origins, Set<Integer> purposes) {
    private static final String OID = "1.3.6.1.4.1.11129.2.1.17";

    private static final int CHALLENGE = 4;
    private static final int SOFTWARE_ENFORCED = 6;
    private static final int HARDWARE_ENFORCED = 7;
    private static final int LENGTH = 8;

    private static final int PURPOSE = 1;
    private static final int ALL_APPLICATIONS = 600;
    private static final int ORIGIN = 702;

    private static final int GENERATED = 0;
    private static final int SIGN = 2;

    /** What anybody can do with the public key. */
    private static final int VERIFY = 3;

    KeyDescription {
        origins = Set.copyOf(origins);
        purposes = Set.copyOf(purposes);
    }

    /** @throws GeneralSecurityException if there is none or it is malformed */
    static KeyDescription of(X509Certificate certificate) throws GeneralSecurityException {
        byte[] extension = certificate.getExtensionValue(OID);
        Certified.require(extension != null, "it does not describe its key");
        try {
            ASN1Sequence told = ASN1Sequence.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            Certified.require(told.size() >= LENGTH, "its description of its key is too short");
            Collected lists = new Collected();
            lists.add(ASN1Sequence.getInstance(told.getObjectAt(SOFTWARE_ENFORCED)));
            lists.add(ASN1Sequence.getInstance(told.getObjectAt(HARDWARE_ENFORCED)));
            return new KeyDescription(
                    Bytes.of(ASN1OctetString.getInstance(told.getObjectAt(CHALLENGE))
                            .getOctets()),
                    lists.allApplications,
                    lists.origins,
                    lists.purposes);
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw new GeneralSecurityException("its description of its key is malformed", e);
        }
    }

    /** @throws GeneralSecurityException if it speaks of another ceremony, or of a key that is not the site's alone */
    void require(Bytes clientDataHash) throws GeneralSecurityException {
        Certified.require(challenge.equals(clientDataHash), "its key was made for another challenge");
        Certified.require(!allApplications, "every application may use its key");
        Certified.require(Set.of(GENERATED).containsAll(origins), "its key was not generated where it is");
        Certified.require(Set.of(SIGN, VERIFY).containsAll(purposes), "its key is not for signing only");
    }

    /** Whether it tells that its key was made where it is, and to sign. */
    boolean proves() {
        return origins.contains(GENERATED) && purposes.contains(SIGN);
    }

    /** Both lists of authorizations, as one. */
    private static final class Collected {
        private final Set<Integer> origins = new TreeSet<>();
        private final Set<Integer> purposes = new TreeSet<>();
        private boolean allApplications;

        void add(ASN1Sequence list) {
            for (ASN1Encodable element : list) {
                ASN1TaggedObject entry = ASN1TaggedObject.getInstance(element);
                switch (entry.getTagNo()) {
                    case PURPOSE -> ASN1Set.getInstance(entry, true).forEach(one -> purposes.add(integer(one)));
                    case ALL_APPLICATIONS -> allApplications = true;
                    case ORIGIN -> origins.add(integer(entry.getExplicitBaseObject()));
                    default -> {
                        // Of the forty others WebAuthn asks nothing.
                    }
                }
            }
        }

        private static int integer(Object der) {
            return ASN1Integer.getInstance(der).intValueExact();
        }
    }
}
