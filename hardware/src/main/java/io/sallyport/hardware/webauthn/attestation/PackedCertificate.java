// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import io.sallyport.core.Bytes;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.bouncycastle.asn1.ASN1OctetString;

/** What a certificate has to be that signs a packed attestation (WebAuthn L3 §8.2.1). */
final class PackedCertificate {
    /** id-fido-gen-ce-aaguid. */
    private static final String AAGUID = "1.3.6.1.4.1.45724.1.1.4";

    private static final String UNIT = "Authenticator Attestation";
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** ISO 3166-1 §8.1.3: codes for whoever needs one of her own, as the specification's own examples do. */
    private static final Pattern USER_ASSIGNED = Pattern.compile("AA|Q[M-Z]|X[A-Z]|ZZ");

    private PackedCertificate() {}

    /** @throws GeneralSecurityException unless it is one, of this model if it says of which */
    static void require(X509Certificate certificate, Bytes aaguid) throws GeneralSecurityException {
        Certified.require(certificate.getVersion() == 3, "its version is not 3");
        Certified.require(certificate.getBasicConstraints() == -1, "it is a CA's");
        Map<String, String> subject = subject(certificate);
        String country = subject.getOrDefault("C", "");
        Certified.require(
                COUNTRIES.contains(country) || USER_ASSIGNED.matcher(country).matches(),
                "its subject's C is no country of ISO 3166");
        Certified.require(!subject.getOrDefault("O", "").isEmpty(), "its subject has no O");
        Certified.require(!subject.getOrDefault("CN", "").isEmpty(), "its subject has no CN");
        Certified.require(subject.getOrDefault("OU", "").equals(UNIT), "its subject's OU is not " + UNIT);
        byte[] extension = certificate.getExtensionValue(AAGUID);
        if (extension != null) {
            Certified.require(octets(octets(extension)).equals(aaguid), "it is of another model");
            Certified.require(
                    !certificate.getCriticalExtensionOIDs().contains(AAGUID), "its model's extension is critical");
        }
    }

    private static Map<String, String> subject(X509Certificate certificate) throws GeneralSecurityException {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .collect(Collectors.toMap(
                                    Rdn::getType, rdn -> rdn.getValue().toString(), (one, other) -> other));
        } catch (InvalidNameException e) {
            throw new GeneralSecurityException("its subject is no name", e);
        }
    }

    private static Bytes octets(Bytes der) throws GeneralSecurityException {
        return octets(der.toArray());
    }

    private static Bytes octets(byte[] der) throws GeneralSecurityException {
        try {
            return Bytes.of(ASN1OctetString.getInstance(der).getOctets());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("its model's extension is no octet string", e);
        }
    }
}
