// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * What a container says of the key that its values are encrypted with ({@code EncryptionKey}, RFC 6030 section 6).
 *
 * @param name what makers and their customers call it, fit to be shown; empty if it has none
 * @param password how it comes from a password, if it does
 * @param certificate whose public key it is, if it says
 * @param transported the key itself, encrypted under the one that the reader has
 */
record PskcEncryptionKey(
        String name,
        Optional<PskcPassword> password,
        Optional<X509Certificate> certificate,
        Optional<PskcEncrypted> transported) {
    static final PskcEncryptionKey UNNAMED =
            new PskcEncryptionKey("", Optional.empty(), Optional.empty(), Optional.empty());

    private static final int LONGEST_NAME = 256;

    /** Reads the element at whose start {@code xml} stands. */
    static PskcEncryptionKey read(SeedXml xml) throws IOException {
        Parts parts = new Parts();
        parts.read(xml);
        return new PskcEncryptionKey(
                parts.name.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]", "?"),
                Optional.ofNullable(parts.password),
                Optional.ofNullable(parts.certificate),
                Optional.ofNullable(parts.transported));
    }

    /** How a message speaks of it. */
    String shown() {
        return name.isEmpty() ? "a key that it does not name" : "the key named \"" + name + "\"";
    }

    private static final class Parts {
        private String name = "";
        private @Nullable PskcPassword password;
        private @Nullable X509Certificate certificate;
        private @Nullable PskcEncrypted transported;

        void read(SeedXml xml) throws IOException {
            for (QName child = xml.child(); child != null; child = xml.child()) {
                switch (PskcNames.of(child)) {
                    case "ds:KeyName" -> name = xml.text(LONGEST_NAME);
                    case "ds:X509Data" -> readCertificate(xml);
                    case "xenc11:DerivedKey" -> readDerived(xml);
                    case "xenc:EncryptedKey" -> transported = PskcEncrypted.read(xml);
                    default -> xml.skip();
                }
            }
        }

        private void readDerived(SeedXml xml) throws IOException {
            for (QName child = xml.child(); child != null; child = xml.child()) {
                switch (PskcNames.of(child)) {
                    case "xenc11:KeyDerivationMethod" -> password = PskcPassword.read(xml);
                    case "xenc11:MasterKeyName" -> name = xml.text(LONGEST_NAME);
                    default -> xml.skip();
                }
            }
            if (password == null) {
                throw new PskcRefusal("a DerivedKey has a KeyDerivationMethod");
            }
        }

        private void readCertificate(SeedXml xml) throws IOException {
            for (QName child = xml.child(); child != null; child = xml.child()) {
                if (PskcNames.of(child).equals("ds:X509Certificate") && certificate == null) {
                    byte[] encoded =
                            PskcEncrypted.base64(xml.text(PskcEncrypted.LONGEST)).toArray();
                    certificate = certificate(encoded);
                    name = name.isEmpty()
                            ? certificate.getSubjectX500Principal().getName()
                            : name;
                } else {
                    xml.skip();
                }
            }
        }

        private static X509Certificate certificate(byte[] encoded) {
            try {
                return (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            } catch (CertificateException notOne) {
                throw new PskcRefusal("EncryptionKey holds an X509Certificate that is none");
            }
        }
    }
}
