// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Reads a metadata document of an identity provider: one {@code EntityDescriptor}, alone or the first of several that
 * describes one. Document types and with them all entities are refused.
 */
public final class SamlMetadataReader {
    private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";

    /** IAM User Guide, "Create a SAML identity provider in IAM": a smaller key cannot be parsed. */
    private static final int SMALLEST_RSA_KEY = 1024;

    private SamlMetadataReader() {}

    /** @throws IamException {@code INVALID_INPUT} in AWS's one sentence for whatever is wrong */
    public static SamlMetadata read(String document) {
        try {
            Element root = root(document);
            Element entity = SafeXml.elements(root, METADATA, "EntityDescriptor")
                    .filter(one -> identityProvider(one).isPresent())
                    .findFirst()
                    .orElseThrow(SamlMetadataReader::unreadable);
            Element provider = identityProvider(entity).orElseThrow(SamlMetadataReader::unreadable);
            // AWS reads every certificate, whatever it is for.
            for (Element certificate : certificates(root).toList()) {
                certificate(certificate);
            }
            List<X509Certificate> signing = SafeXml.elements(provider, METADATA, "KeyDescriptor")
                    .filter(key -> !key.getAttribute("use").equals("encryption"))
                    .flatMap(SamlMetadataReader::certificates)
                    .map(SamlMetadataReader::certificate)
                    .toList();
            String entityId = entity.getAttribute("entityID");
            if (signing.isEmpty() || entityId.isEmpty()) {
                throw unreadable();
            }
            Instant validUntil = Stream.of(root, entity, provider)
                    .map(element -> SamlTime.of(element, "validUntil"))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo)
                    .orElse(null);
            return new SamlMetadata(document, entityId, signing, validUntil);
        } catch (SAXException | IOException | DateTimeException notMetadata) {
            throw unreadable();
        }
    }

    private static Element root(String document) throws SAXException, IOException {
        return SafeXml.parse(new InputSource(new StringReader(document))).getDocumentElement();
    }

    private static Optional<Element> identityProvider(Element entity) {
        return SafeXml.elements(entity, METADATA, "IDPSSODescriptor").findFirst();
    }

    private static Stream<Element> certificates(Element from) {
        return SafeXml.elements(from, SIGNATURE, "X509Certificate");
    }

    private static X509Certificate certificate(Element element) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(element.getTextContent());
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            boolean small = certificate.getPublicKey() instanceof RSAPublicKey rsa
                    && rsa.getModulus().bitLength() < SMALLEST_RSA_KEY;
            if (small) {
                throw unreadable();
            }
            return certificate;
        } catch (IllegalArgumentException | CertificateException notOne) {
            throw unreadable();
        }
    }

    private static IamException unreadable() {
        return new IamException(Kind.INVALID_INPUT, "Could not parse metadata");
    }
}
