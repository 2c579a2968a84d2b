// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is not signed, not by the provider, or not as it should be; and what is not even a document. */
class SamlSignaturesTest extends ServedSaml {
    private static final String SHA256 = DigestMethod.SHA256;
    private static final List<String> USUAL = List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE);
    private static final SamlPeer STRANGER = SamlPeer.rsa();
    private static final SamlPeer SMALL_CURVE = new SamlPeer(
            TestCertificates.selfSigned(TestCertificates.pair("EC", 256), AwsServer.START.minus(1, ChronoUnit.DAYS)));

    private void isRefused(String response) {
        assertRefused(() -> assume(response), 400, "InvalidIdentityToken", "Response signature invalid");
    }

    private void isRefused(BiConsumer<Document, Element> sign) {
        Document document = answer().document();
        sign.accept(document, SamlAnswer.assertionIn(document));
        isRefused(SamlAnswer.base64(document));
    }

    @Test
    void nobodysIsRefused() {
        isRefused((document, assertion) -> {});
    }

    @Test
    void aStrangersIsRefusedThoughItsCertificateComesAlong() {
        isRefused((document, assertion) -> STRANGER.sign(assertion));
    }

    @Test
    void aStrangersBesideTheProvidersIsRefusedToo() {
        isRefused((document, assertion) -> {
            PEER.sign(assertion);
            STRANGER.sign(document.getDocumentElement());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1, http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256, http://www.w3.org/2000/09/xmldsig#sha1"
    })
    void sha1IsRefused(String algorithm, String digest) {
        isRefused((document, assertion) -> PEER.sign(assertion, algorithm, digest, USUAL));
    }

    @Test
    void otherTransformsAreRefused() {
        isRefused((document, assertion) ->
                PEER.sign(assertion, SamlPeer.RSA_SHA256, SHA256, List.of(Transform.ENVELOPED)));
        isRefused((document, assertion) -> PEER.sign(
                assertion,
                SamlPeer.RSA_SHA256,
                SHA256,
                List.of(Transform.ENVELOPED, CanonicalizationMethod.INCLUSIVE)));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa-sha384, http://www.w3.org/2001/04/xmldsig-more#sha384",
        "rsa-sha512, http://www.w3.org/2001/04/xmlenc#sha512"
    })
    void strongerOnesAreAccepted(String algorithm, String digest) {
        Document document = answer().document();
        PEER.sign(
                SamlAnswer.assertionIn(document), "http://www.w3.org/2001/04/xmldsig-more#" + algorithm, digest, USUAL);

        assertThat(assume(SamlAnswer.base64(document)).subject()).isNotEmpty();
    }

    @Test
    void anEllipticCurveIsAcceptedOfTheProviderThatHasOne() {
        Document document = answer().document();
        SMALL_CURVE.sign(SamlAnswer.assertionIn(document), SignatureMethod.ECDSA_SHA256, SHA256, USUAL);
        isRefused(SamlAnswer.base64(document));

        iam.updateSAMLProvider(in -> in.samlProviderArn(provider).samlMetadataDocument(SMALL_CURVE.metadata()));

        assertThat(assume(SamlAnswer.base64(document)).subject()).isNotEmpty();
        // And its predecessor no more.
        isRefused((later, assertion) -> PEER.sign(assertion));
    }

    /** Documents that no parser should take apart further. */
    enum Hostile {
        NO_BASE64("%%%%"),
        NO_XML(SamlAnswer.base64("hello")),
        EMPTY(SamlAnswer.base64("    ")),
        OTHER_ROOT(SamlAnswer.base64("<Response/>")),
        CUT_OFF(SamlAnswer.base64("<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\">")),
        DOCTYPE(SamlAnswer.base64("<!DOCTYPE r SYSTEM \"http://127.0.0.1:1/evil.dtd\"><r/>")),
        ENTITY_OF_A_FILE(SamlAnswer.base64("<!DOCTYPE r [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><r>&f;</r>")),
        BILLION_LAUGHS(SamlAnswer.base64("<!DOCTYPE r [<!ENTITY a \"" + "ha".repeat(50) + "\">"
                + "<!ENTITY b \"" + "&a;".repeat(50) + "\"><!ENTITY c \"" + "&b;".repeat(50) + "\">"
                + "<!ENTITY d \"" + "&c;".repeat(50) + "\">]><r>&d;</r>")),
        DEEP(SamlAnswer.base64("<a>".repeat(10_000) + "</a>".repeat(10_000))),
        WIDE(SamlAnswer.base64("<a" + " x=\"\"".repeat(9_000) + "/>")),
        UTF_16(Base64.getEncoder().encodeToString("<a/>".getBytes(StandardCharsets.UTF_16)));

        private final String response;

        Hostile(String response) {
            this.response = response;
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostileDocumentsAreRefused(Hostile hostile) {
        assertRefused(() -> assume(hostile.response), 400, "InvalidIdentityToken");
    }

    @Test
    void longerOnesThanAwssModelAllowsAreRefusedBefore() {
        assertRefused(() -> assume("A".repeat(100_001)), 400, "ValidationError");
        assertRefused(() -> assume("AAA"), 400, "ValidationError");
    }

    @Test
    void twoAssertionsAreRefusedThoughBothAreSigned() {
        SamlAnswer first = answer();
        SamlAnswer second = answer();
        Document document =
                SamlAnswer.parse(first.xml().replace("</samlp:Response>", second.assertion() + "</samlp:Response>"));
        PEER.sign((Element) document.getElementsByTagNameNS(SamlAnswer.ASSERTION, "Assertion")
                .item(0));
        PEER.sign((Element) document.getElementsByTagNameNS(SamlAnswer.ASSERTION, "Assertion")
                .item(1));

        assertRefused(
                () -> assume(SamlAnswer.base64(document)),
                400,
                "InvalidIdentityToken",
                "A SAML response must hold exactly one assertion");
    }

    @Test
    void anAssertionAloneIsNoResponse() {
        Document document = SamlAnswer.parse(answer().assertion());
        PEER.sign(document.getDocumentElement());

        assertRefused(() -> assume(SamlAnswer.base64(document)), 400, "InvalidIdentityToken", "Invalid SAML response");
    }
}
