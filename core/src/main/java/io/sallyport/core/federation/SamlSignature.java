// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Element;

/**
 * Verifies the signature that a response or an assertion carries of itself (SAML 2.0 Core, §5.4), and tells which bytes it
 * covers. Whoever reads those and nothing else reads nothing that was not signed, wherever it was wrapped.
 */
final class SamlSignature {
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final String PSS = "http://www.w3.org/2007/05/xmldsig-more#";

    private static final Set<String> RSA = Set.of(
            MORE + "rsa-sha256",
            MORE + "rsa-sha384",
            MORE + "rsa-sha512",
            PSS + "sha256-rsa-MGF1",
            PSS + "sha384-rsa-MGF1",
            PSS + "sha512-rsa-MGF1");
    private static final Set<String> ECDSA =
            Set.of(MORE + "ecdsa-sha256", MORE + "ecdsa-sha384", MORE + "ecdsa-sha512");
    private static final Set<String> DIGESTS = Set.of(DigestMethod.SHA256, MORE + "sha384", DigestMethod.SHA512);
    private static final Set<String> CANONICAL =
            Set.of(CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS);
    private static final Set<String> PARTS = Set.of("SignedInfo", "SignatureValue", "KeyInfo");

    private SamlSignature() {}

    /**
     * The bytes that the element's own signature covers: the element without the signature, in canonical form.
     *
     * @param signed unlike every other element of its document by its {@code ID}
     * @param keys the provider's; what key the signature itself names makes no difference
     * @return empty for an element without a signature
     * @throws io.sallyport.core.IamException for one that none of the keys made, or that is of another kind
     */
    static Optional<byte[]> verify(Element signed, List<PublicKey> keys) {
        List<Element> signatures = SafeXml.children(signed, SamlNames.SIGNATURE, "Signature");
        if (signatures.isEmpty()) {
            return Optional.empty();
        }
        if (signatures.size() > 1 || !signed.hasAttributeNS(null, "ID")) {
            throw SamlRefused.signature();
        }
        return Optional.of(keys.stream()
                .flatMap(key -> covered(signed, signatures.get(0), key).stream())
                .findFirst()
                .orElseThrow(SamlRefused::signature));
    }

    private static Optional<byte[]> covered(Element signed, Element signature, PublicKey key) {
        boolean plain = SafeXml.allChildren(signature)
                .allMatch(child ->
                        SamlNames.SIGNATURE.equals(child.getNamespaceURI()) && PARTS.contains(child.getLocalName()));
        if (!plain) {
            return Optional.empty();
        }
        DOMValidateContext context = new DOMValidateContext(KeySelector.singletonKeySelector(key), signature);
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        // Keeps what was digested.
        context.setProperty("javax.xml.crypto.dsig.cacheReference", true);
        context.setIdAttributeNS(signed, null, "ID");
        try {
            XMLSignature read = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            SignedInfo info = read.getSignedInfo();
            List<Reference> references = info.getReferences();
            boolean accepted = info.getReferences().size() == 1
                    && isAccepted(info.getSignatureMethod().getAlgorithm(), key)
                    && CANONICAL.contains(info.getCanonicalizationMethod().getAlgorithm())
                    && isOf(references.get(0), signed.getAttribute("ID"));
            if (!accepted || !read.validate(context)) {
                return Optional.empty();
            }
            return Optional.of(references.get(0).getDigestInputStream().readAllBytes());
        } catch (MarshalException | XMLSignatureException | RuntimeException notOne) {
            // The JDK answers what is no signature with whatever it stumbles over.
            return Optional.empty();
        } catch (IOException impossible) {
            throw new AssertionError("it is in memory", impossible);
        }
    }

    private static boolean isAccepted(String algorithm, PublicKey key) {
        return (key instanceof RSAPublicKey && RSA.contains(algorithm))
                || (key instanceof ECPublicKey && ECDSA.contains(algorithm));
    }

    /** Whether it is of the element itself and transforms it as SAML 2.0 Core, §5.4.4 wants. */
    private static boolean isOf(Reference reference, String id) {
        List<Transform> transforms = reference.getTransforms();
        return !id.isEmpty()
                && ("#" + id).equals(reference.getURI())
                && DIGESTS.contains(reference.getDigestMethod().getAlgorithm())
                && transforms.size() == 2
                && Transform.ENVELOPED.equals(transforms.get(0).getAlgorithm())
                && CANONICAL.contains(transforms.get(1).getAlgorithm());
    }
}
