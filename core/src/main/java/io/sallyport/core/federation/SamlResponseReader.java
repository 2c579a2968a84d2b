// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Reads a provider's response to a sign-in (SAML 2.0 Core, §3.3.3; Profiles, §4.1.4), such as a browser would hand on. Either
 * the response or its one assertion is signed with a key of the provider's metadata, or both are. The assertion is read
 * from the bytes that were signed, parsed anew, so that it makes no difference what else the document holds or where.
 */
public final class SamlResponseReader {
    private static final Pattern WHITE_SPACE = Pattern.compile("[ \t\r\n]+");

    private final SamlMetadata metadata;
    private final List<PublicKey> keys;
    private final SamlEncryption encryption;
    private final SamlConditions conditions;

    /**
     * Reads responses to one provider.
     *
     * @param decryptionKeys the provider's, of which any may open an encrypted assertion
     */
    public SamlResponseReader(SamlProvider provider, SamlMetadata metadata, List<SamlPrivateKey> decryptionKeys) {
        this.metadata = metadata;
        this.keys = metadata.signingCertificates().stream()
                .map(X509Certificate::getPublicKey)
                .toList();
        this.encryption = new SamlEncryption(provider.encryption(), decryptionKeys);
        this.conditions = new SamlConditions(metadata.entityId(), provider.uuid());
    }

    /** @throws IamException {@code INVALID_IDENTITY_TOKEN}, {@code EXPIRED_IDENTITY_TOKEN}, {@code IDP_REJECTED_CLAIM} */
    public SamlAssertion read(String base64, Instant now) {
        Element response = parse(decode(base64));
        requireResponse(response);
        Element given = onlyAssertion(response);
        Optional<Element> signedResponse = SamlSignature.verify(response, keys).map(SamlResponseReader::parse);
        Element trusted = signedResponse.map(SamlResponseReader::onlyAssertion).orElse(given);
        requireSuccess(signedResponse.orElse(response));
        Optional<Element> opened = encryption.open(trusted).map(xml -> assertionAlone(xml, trusted));
        Element inside = opened.orElse(given);
        // Its own signature was made where it stands, so it is verified there.
        Optional<Element> signedAssertion = SamlSignature.verify(inside, keys).map(SamlResponseReader::parse);
        if (signedResponse.isEmpty() && signedAssertion.isEmpty()) {
            throw SamlRefused.signature();
        }
        return conditions.check(signedAssertion.orElseGet(() -> opened.orElse(trusted)), now);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(WHITE_SPACE.matcher(base64).replaceAll(""));
        } catch (IllegalArgumentException broken) {
            throw SamlRefused.invalid("Invalid base64 SAMLResponse");
        }
    }

    private static Element parse(byte[] xml) {
        try {
            return SafeXml.parse(new InputSource(new ByteArrayInputStream(xml))).getDocumentElement();
        } catch (SAXException | IOException broken) {
            throw SamlRefused.invalid("Invalid base64 SAMLResponse");
        }
    }

    private void requireResponse(Element response) {
        if (!SafeXml.is(response, SamlNames.PROTOCOL, "Response")
                || !SamlNames.VERSION.equals(response.getAttribute("Version"))) {
            throw SamlRefused.invalid("Invalid SAML response");
        }
        requireUniqueIds(response);
        boolean otherIssuer = SafeXml.children(response, SamlNames.ASSERTION, "Issuer").stream()
                .anyMatch(issuer -> !SafeXml.text(issuer).equals(metadata.entityId()));
        if (otherIssuer) {
            throw SamlConditions.otherIssuer();
        }
    }

    private static void requireSuccess(Element response) {
        boolean success = SafeXml.children(response, SamlNames.PROTOCOL, "Status").stream()
                .flatMap(status -> SafeXml.children(status, SamlNames.PROTOCOL, "StatusCode").stream())
                .map(code -> code.getAttribute("Value"))
                .toList()
                .equals(List.of(SamlNames.SUCCESS));
        if (!success) {
            throw new IamException(Kind.IDP_REJECTED_CLAIM, "The identity provider did not report success");
        }
    }

    /** The one assertion of a response, plain or encrypted, with every signature in its place. */
    private static Element onlyAssertion(Element response) {
        List<Element> all = IntStream.range(0, 2)
                .mapToObj(encrypted -> encrypted == 0 ? "Assertion" : "EncryptedAssertion")
                .flatMap(name -> SafeXml.elements(response, SamlNames.ASSERTION, name))
                .toList();
        if (all.size() != 1 || all.get(0).getParentNode() != response) {
            throw SamlRefused.invalid("A SAML response must hold exactly one assertion");
        }
        requireSignaturesOf(response, Set.of(response, all.get(0)));
        return all.get(0);
    }

    /** An assertion that was encrypted. What it was changed to without its key is told no more than a wrong signature. */
    private static Element assertionAlone(byte[] xml, Element place) {
        try {
            Element root = SafeXml.parseWithin(xml, place);
            boolean alone = SafeXml.is(root, SamlNames.ASSERTION, "Assertion")
                    && SafeXml.elements(root, SamlNames.ASSERTION, "Assertion").count() == 1;
            if (alone) {
                requireUniqueIds(root);
                requireSignaturesOf(root, Set.of(root));
                return root;
            }
        } catch (SAXException | IOException broken) {
            throw SamlRefused.signature();
        }
        throw SamlRefused.signature();
    }

    private static void requireSignaturesOf(Element root, Set<Element> signed) {
        boolean elsewhere = SafeXml.elements(root, SamlNames.SIGNATURE, "Signature")
                .anyMatch(signature -> signed.stream().noneMatch(owner -> owner == signature.getParentNode()));
        if (elsewhere) {
            throw SamlRefused.signature();
        }
    }

    /** However an attribute spells {@code ID}: a reference must not mean one element here and another there. */
    private static void requireUniqueIds(Element root) {
        Set<String> ids = new HashSet<>();
        boolean unique = Stream.concat(Stream.of(root), SafeXml.elements(root, "*", "*"))
                .flatMap(element -> {
                    NamedNodeMap attributes = element.getAttributes();
                    return IntStream.range(0, attributes.getLength()).mapToObj(i -> (Attr) attributes.item(i));
                })
                .filter(attribute -> !XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())
                        && attribute.getLocalName().equalsIgnoreCase("id"))
                .allMatch(attribute -> ids.add(attribute.getValue()));
        if (!unique) {
            throw SamlRefused.signature();
        }
    }
}
