// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A response to a sign-in, as providers write it for AWS. Not for threads. */
final class SamlAnswer {
    static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    static final String ENDPOINT = "https://signin.aws.amazon.com/saml";
    static final String ATTRIBUTE = "https://aws.amazon.com/SAML/Attributes/";
    static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

    String issuer = SamlPeer.ENTITY;
    String assertionId = "_" + UUID.randomUUID();
    String status = "urn:oasis:names:tc:SAML:2.0:status:Success";
    String audience = "<saml:AudienceRestriction><saml:Audience>urn:amazon:webservices</saml:Audience>"
            + "</saml:AudienceRestriction>";
    String subject = "tyler@example.com";
    String method = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    String confirmation;
    String notBefore;
    String notOnOrAfter;
    String issued;
    String statement = "";
    String format = " Format=\"" + PERSISTENT + "\"";
    final Map<String, List<String>> attributes = new LinkedHashMap<>();

    SamlAnswer(Instant now) {
        issued = now.toString();
        notBefore = now.minus(Duration.ofMinutes(5)).toString();
        notOnOrAfter = now.plus(Duration.ofMinutes(4)).toString();
        confirmation = confirmation(ENDPOINT, now.plus(Duration.ofMinutes(4)));
    }

    static String confirmation(String recipient, Instant end) {
        return "NotOnOrAfter=\"" + end + "\" Recipient=\"" + recipient + "\"";
    }

    SamlAnswer with(String attribute, String... values) {
        attributes.put(attribute.startsWith("urn:") ? attribute : ATTRIBUTE + attribute, List.of(values));
        return this;
    }

    private String attributeElements() {
        return attributes.entrySet().stream()
                .map(attribute -> "<saml:Attribute Name=\"" + attribute.getKey() + "\">"
                        + attribute.getValue().stream()
                                .map(value -> "<saml:AttributeValue>" + value + "</saml:AttributeValue>")
                                .collect(Collectors.joining())
                        + "</saml:Attribute>")
                .collect(Collectors.joining());
    }

    String assertion() {
        return """
            <saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="%s" Version="2.0" IssueInstant="%s">\
            <saml:Issuer>%s</saml:Issuer>
            <saml:Subject><saml:NameID%s>%s</saml:NameID><saml:SubjectConfirmation Method="%s">\
            <saml:SubjectConfirmationData %s/></saml:SubjectConfirmation></saml:Subject>
            <saml:Conditions NotBefore="%s" NotOnOrAfter="%s">%s</saml:Conditions>
            <saml:AuthnStatement AuthnInstant="%s"%s><saml:AuthnContext/></saml:AuthnStatement>
            <saml:AttributeStatement>%s</saml:AttributeStatement></saml:Assertion>""".formatted(
                        assertionId,
                        issued,
                        issuer,
                        format,
                        subject,
                        method,
                        confirmation,
                        notBefore,
                        notOnOrAfter,
                        audience,
                        issued,
                        statement,
                        attributeElements());
    }

    String xml() {
        return """
            <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
            xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response-%s" Version="2.0" IssueInstant="%s" \
            Destination="https://signin.aws.amazon.com/saml">\
            <saml:Issuer>%s</saml:Issuer>
            <samlp:Status><samlp:StatusCode Value="%s"/></samlp:Status>
            %s
            </samlp:Response>
            """.formatted(assertionId, issued, issuer, status, assertion());
    }

    Document document() {
        return parse(xml());
    }

    /** With the assertion signed, as most providers do. */
    String signedBy(SamlPeer peer) {
        Document document = document();
        peer.sign(assertionIn(document));
        return base64(document);
    }

    static Element assertionIn(Document document) {
        return (Element) document.getElementsByTagNameNS(ASSERTION, "Assertion").item(0);
    }

    static Document parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static String text(Document document) {
        try {
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter out = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(out));
            return out.toString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static String base64(Document document) {
        return base64(text(document));
    }

    static String base64(String xml) {
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }
}
