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
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads a metadata document of an identity provider: one {@code EntityDescriptor}, alone or the first of several that
 * describes one. Document types and with them all entities are refused.
 */
public final class SamlMetadataReader {
    private static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
    private static final String NO_DOCUMENT_TYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    /** IAM User Guide, "Create a SAML identity provider in IAM": a smaller key cannot be parsed. */
    private static final int SMALLEST_RSA_KEY = 1024;

    private SamlMetadataReader() {}

    /** @throws IamException {@code INVALID_INPUT} in AWS's one sentence for whatever is wrong */
    public static SamlMetadata read(String document) {
        try {
            Element root = root(document);
            Element entity = elements(root, METADATA, "EntityDescriptor")
                    .filter(one -> identityProvider(one).isPresent())
                    .findFirst()
                    .orElseThrow(SamlMetadataReader::unreadable);
            Element provider = identityProvider(entity).orElseThrow(SamlMetadataReader::unreadable);
            // AWS reads every certificate, whatever it is for.
            for (Element certificate : certificates(root).toList()) {
                certificate(certificate);
            }
            List<X509Certificate> signing = elements(provider, METADATA, "KeyDescriptor")
                    .filter(key -> !key.getAttribute("use").equals("encryption"))
                    .flatMap(SamlMetadataReader::certificates)
                    .map(SamlMetadataReader::certificate)
                    .toList();
            String entityId = entity.getAttribute("entityID");
            if (signing.isEmpty() || entityId.isEmpty()) {
                throw unreadable();
            }
            Instant validUntil = Stream.of(root, entity, provider)
                    .map(SamlMetadataReader::validUntil)
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo)
                    .orElse(null);
            return new SamlMetadata(document, entityId, signing, validUntil);
        } catch (SAXException | IOException | DateTimeException notMetadata) {
            throw unreadable();
        }
    }

    private static Element root(String document) throws SAXException, IOException {
        DocumentBuilder parser = parser();
        // Without a handler of ours it would complain on standard error.
        parser.setErrorHandler(new DefaultHandler());
        return parser.parse(new InputSource(new StringReader(document))).getDocumentElement();
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCUMENT_TYPE, true);
            factory.setXIncludeAware(false);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException impossible) {
            throw new AssertionError("the JDK's own parser has these features", impossible);
        }
    }

    /** Those of that name at or below an element, in the order of the document. */
    private static Stream<Element> elements(Element from, String namespace, String name) {
        NodeList below = from.getElementsByTagNameNS(namespace, name);
        boolean itself = namespace.equals(from.getNamespaceURI()) && name.equals(from.getLocalName());
        return Stream.concat(
                itself ? Stream.of(from) : Stream.empty(),
                IntStream.range(0, below.getLength()).mapToObj(i -> (Element) below.item(i)));
    }

    private static Optional<Element> identityProvider(Element entity) {
        return elements(entity, METADATA, "IDPSSODescriptor").findFirst();
    }

    private static Stream<Element> certificates(Element from) {
        return elements(from, SIGNATURE, "X509Certificate");
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

    /** {@code xs:dateTime}, which SAML wants in UTC, whether or not it says so. */
    private static Optional<Instant> validUntil(Element element) {
        String text = element.getAttribute("validUntil").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return Optional.of(
                time instanceof OffsetDateTime zoned
                        ? zoned.toInstant()
                        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
    }

    private static IamException unreadable() {
        return new IamException(Kind.INVALID_INPUT, "Could not parse metadata");
    }
}
