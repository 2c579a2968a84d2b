// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.web.aws.TestCertificates.Issued;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An identity provider that signs with the JDK. {@code SamlPeersTest} has others. */
final class SamlPeer {
    static final String ENTITY = "https://idp.example.com/saml";
    static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");

    private final Issued issued;

    SamlPeer(Issued issued) {
        this.issued = issued;
    }

    static SamlPeer rsa() {
        return new SamlPeer(TestCertificates.selfSigned(
                TestCertificates.pair("RSA", 2048), AwsServer.START.minus(1, ChronoUnit.DAYS)));
    }

    KeyPair keys() {
        return issued.keys();
    }

    String metadata() {
        return metadata(ENTITY);
    }

    String metadata(String entity) {
        try {
            String certificate =
                    Base64.getEncoder().encodeToString(issued.certificate().getEncoded());
            return """
                <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%s">
                  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
                    <md:KeyDescriptor use="signing">
                      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
                        <ds:X509Certificate>%s</ds:X509Certificate>
                      </ds:X509Data></ds:KeyInfo>
                    </md:KeyDescriptor>
                    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
                        Location="https://idp.example.com/sso"/>
                  </md:IDPSSODescriptor>
                </md:EntityDescriptor>
                """.formatted(entity, certificate);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Signs an element behind its issuer, as SAML's schemas want it, with the certificate in it. */
    Element sign(Element element) {
        return sign(
                element,
                RSA_SHA256,
                DigestMethod.SHA256,
                List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE));
    }

    Element sign(Element element, String algorithm, String digest, List<String> transforms) {
        try {
            List<Transform> all = new ArrayList<>();
            for (String transform : transforms) {
                all.add(FACTORY.newTransform(transform, (TransformParameterSpec) null));
            }
            DOMSignContext context = new DOMSignContext(issued.keys().getPrivate(), element, behindIssuer(element));
            context.setDefaultNamespacePrefix("ds");
            context.setIdAttributeNS(element, null, "ID");
            context.setProperty("org.jcp.xml.dsig.secureValidation", false);
            KeyInfoFactory infos = FACTORY.getKeyInfoFactory();
            KeyInfo info = infos.newKeyInfo(List.of(infos.newX509Data(List.of(issued.certificate()))));
            FACTORY.newXMLSignature(
                            FACTORY.newSignedInfo(
                                    FACTORY.newCanonicalizationMethod(
                                            CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                                    FACTORY.newSignatureMethod(algorithm, null),
                                    List.of(FACTORY.newReference(
                                            "#" + element.getAttribute("ID"),
                                            FACTORY.newDigestMethod(digest, null),
                                            all,
                                            null,
                                            null))),
                            info)
                    .sign(context);
            return element;
        } catch (GeneralSecurityException | MarshalException | XMLSignatureException e) {
            throw new AssertionError(e);
        }
    }

    private static Node behindIssuer(Element element) {
        Node issuer =
                element.getElementsByTagNameNS(SamlAnswer.ASSERTION, "Issuer").item(0);
        return issuer.getNextSibling();
    }
}
