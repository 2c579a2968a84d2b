// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlResponse;

/**
 * Signature wrapping in the eight shapes of Somorovsky and others, "On Breaking SAML: Be Whoever You Want to Be" (2012), as
 * tools number them: what was signed is still in the document, and a forged assertion where a careless reader looks.
 */
class SamlWrappingTest extends ServedSaml {
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String FORGED = "admin@example.com";

    /** What an attacker makes of a response that a provider signed. */
    enum Shape {
        RESPONSE_WITHIN_ITS_SIGNATURE(true, document -> {
            Element root = document.getDocumentElement();
            Node original = unsigned(root);
            forge(root);
            signature(root).appendChild(original);
        }),
        RESPONSE_BEFORE_ITS_SIGNATURE(true, document -> {
            Element root = document.getDocumentElement();
            Node original = unsigned(root);
            forge(root);
            root.insertBefore(original, signature(root));
        }),
        FORGED_ASSERTION_FIRST(false, document -> {
            Element assertion = SamlAnswer.assertionIn(document);
            assertion.getParentNode().insertBefore(forged(assertion), assertion);
        }),
        ASSERTION_WITHIN_FORGED(false, document -> {
            Element assertion = SamlAnswer.assertionIn(document);
            Element evil = forged(assertion);
            assertion.getParentNode().replaceChild(evil, assertion);
            evil.appendChild(assertion);
        }),
        FORGED_KEEPS_SIGNATURE_AND_ORIGINAL_LAST(false, document -> {
            Element assertion = SamlAnswer.assertionIn(document);
            Node original = unsigned(assertion);
            forge(assertion);
            document.getDocumentElement().appendChild(original);
        }),
        ORIGINAL_WITHIN_SIGNATURE_OF_FORGED(false, document -> {
            Element assertion = SamlAnswer.assertionIn(document);
            Node original = unsigned(assertion);
            forge(assertion);
            signature(assertion).appendChild(original);
        }),
        FORGED_WITHIN_EXTENSIONS(false, document -> {
            Element assertion = SamlAnswer.assertionIn(document);
            Element extensions = document.createElementNS("urn:oasis:names:tc:SAML:2.0:protocol", "samlp:Extensions");
            assertion.getParentNode().insertBefore(extensions, assertion);
            Element evil = (Element) assertion.cloneNode(true);
            evil.removeChild(signature(evil));
            // Of the same ID as the original.
            forgeSubject(evil);
            extensions.appendChild(evil);
        }),
        ORIGINAL_WITHIN_OBJECT_OF_FORGED(false, document -> {
            Element assertion = SamlAnswer.assertionIn(document);
            Node original = unsigned(assertion);
            forge(assertion);
            Element object = document.createElementNS(DS, "ds:Object");
            signature(assertion).appendChild(object);
            object.appendChild(original);
        });

        private final boolean responseSigned;

        @SuppressWarnings("ImmutableEnumChecker") // functions without state
        private final Consumer<Document> wrap;

        Shape(boolean responseSigned, Consumer<Document> wrap) {
            this.responseSigned = responseSigned;
            this.wrap = wrap;
        }

        private static Element signature(Element of) {
            for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
                if (DS.equals(child.getNamespaceURI())) {
                    return (Element) child;
                }
            }
            throw new AssertionError("not signed");
        }

        private static Node unsigned(Element signed) {
            Element copy = (Element) signed.cloneNode(true);
            copy.removeChild(signature(copy));
            return copy;
        }

        private static Element forged(Element assertion) {
            Element evil = (Element) unsigned(assertion);
            forge(evil);
            return evil;
        }

        private static void forge(Element element) {
            element.setAttribute("ID", "_evil");
            forgeSubject(element);
        }

        private static void forgeSubject(Element element) {
            element.getElementsByTagNameNS(SamlAnswer.ASSERTION, "NameID")
                    .item(0)
                    .setTextContent(FORGED);
        }
    }

    private Document signed(Shape shape) {
        Document document = answer().document();
        PEER.sign(shape.responseSigned ? document.getDocumentElement() : SamlAnswer.assertionIn(document));
        return document;
    }

    @ParameterizedTest
    @EnumSource
    void noShapeOpensASession(Shape shape) {
        Document document = signed(shape);
        String honest = SamlAnswer.base64(document);
        shape.wrap.accept(document);
        String wrapped = SamlAnswer.text(document);
        assertThat(wrapped).contains(FORGED).contains("tyler@example.com");

        assertRefused(() -> assume(SamlAnswer.base64(wrapped)), 400, "InvalidIdentityToken");

        // Nor is the honest one used up by it.
        assertThat(assume(honest).subject()).isEqualTo("tyler@example.com");
    }

    @Test
    void aSignatureCountsWhereItStandsOnly() {
        Document document = answer().document();
        Element assertion = PEER.sign(SamlAnswer.assertionIn(document));
        Element signature = Shape.signature(assertion);
        document.getDocumentElement().insertBefore(signature, assertion);

        assertRefused(
                () -> assume(SamlAnswer.base64(document)), 400, "InvalidIdentityToken", "Response signature invalid");
    }

    @Test
    void twoElementsOfOneIdAreRefused() {
        Document document = answer().document();
        PEER.sign(SamlAnswer.assertionIn(document));
        document.getDocumentElement()
                .setAttribute("ID", SamlAnswer.assertionIn(document).getAttribute("ID"));

        assertRefused(() -> assume(SamlAnswer.base64(document)), 400, "InvalidIdentityToken");
    }

    @Test
    void aCommentNeitherEndsANameNorAnAttribute() {
        Document document = answer(in -> {
                    in.subject = "tyler@example.com.evil.org";
                    in.with("SourceIdentity", "tyler.evil");
                })
                .document();
        PEER.sign(SamlAnswer.assertionIn(document));
        // Canonical form has no comments: the signature stays right.
        String commented = SamlAnswer.text(document)
                .replace("tyler@example.com.evil.org", "tyler@example.com<!-- -->.evil.org")
                .replace(">tyler.evil<", ">tyler<!---->.evil<");

        AssumeRoleWithSamlResponse opened = assume(SamlAnswer.base64(commented));

        assertThat(opened.subject()).isEqualTo("tyler@example.com.evil.org");
        assertThat(opened.sourceIdentity()).isEqualTo("tyler.evil");
    }
}
