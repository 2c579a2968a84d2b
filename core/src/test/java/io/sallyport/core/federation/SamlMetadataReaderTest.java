// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SamlMetadataReaderTest {
    private static final String CERTIFICATE = certificate("certificate.pem");

    private static String certificate(String name) {
        try (InputStream in = Objects.requireNonNull(SamlMetadataReaderTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("-"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String use, String certificate) {
        return "<md:KeyDescriptor " + use + "><ds:KeyInfo xmlns:ds='http://www.w3.org/2000/09/xmldsig#'><ds:X509Data>"
                + "<ds:X509Certificate>" + certificate
                + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>";
    }

    private static String provider(String content) {
        return "<md:IDPSSODescriptor protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'>" + content
                + "</md:IDPSSODescriptor>";
    }

    private static String entity(String attributes, String content) {
        return "<md:EntityDescriptor xmlns:md='urn:oasis:names:tc:SAML:2.0:metadata' " + attributes + ">" + content
                + "</md:EntityDescriptor>";
    }

    private static String good(String attributes) {
        return entity("entityID='https://idp.example.com' " + attributes, provider(key("use='signing'", CERTIFICATE)));
    }

    @Test
    void readsTheIssuerAndTheKeysThatMaySign() {
        String document = entity(
                "entityID='https://idp.example.com'",
                provider(key("", CERTIFICATE)
                        + key("use='signing'", CERTIFICATE)
                        + key("use='encryption'", CERTIFICATE)));
        SamlMetadata metadata = SamlMetadataReader.read(document);

        assertThat(metadata.document()).isEqualTo(document);
        assertThat(metadata.entityId()).isEqualTo("https://idp.example.com");
        assertThat(metadata.signingCertificates())
                .hasSize(2)
                .extracting(X509Certificate::getSubjectX500Principal)
                .allMatch(subject -> subject.getName().equals("CN=idp.example.com"));
        assertThat(metadata.validUntil()).isNull();
    }

    @Test
    void takesTheIdentityProviderOutOfSeveral() {
        String service = entity("entityID='https://sp.example.com'", "<md:SPSSODescriptor/>");
        SamlMetadata metadata = SamlMetadataReader.read("<m:EntitiesDescriptor validUntil='2031-01-01T00:00:00Z'"
                + " xmlns:m='urn:oasis:names:tc:SAML:2.0:metadata'>" + service
                + good("validUntil='2030-01-01T00:00:00+01:00'") + "</m:EntitiesDescriptor>");

        assertThat(metadata.entityId()).isEqualTo("https://idp.example.com");
        assertThat(metadata.validUntil()).isEqualTo("2029-12-31T23:00:00Z");
    }

    @Test
    void theDocumentsEndCountsAndOtherwiseAHundredYears() {
        Instant uploaded = Instant.parse("2024-02-29T12:00:00Z");
        assertThat(SamlMetadataReader.read(good("")).validUntil(uploaded)).isEqualTo("2124-02-29T12:00:00Z");
        assertThat(SamlMetadataReader.read(good("")).validUntil(Instant.parse("2000-02-29T12:00:00Z")))
                .isEqualTo("2100-02-28T12:00:00Z");
        assertThat(SamlMetadataReader.read(good("validUntil='2025-08-30T00:00:00.5'"))
                        .validUntil(uploaded))
                .isEqualTo("2025-08-30T00:00:00.500Z");
    }

    @Test
    void whateverElseCannotBeParsed() {
        Map<String, String> refused = Map.ofEntries(
                Map.entry("no XML", "a".repeat(1000)),
                Map.entry("a byte order mark", "\uFEFF" + good("")),
                Map.entry("another vocabulary", good("").replace("SAML:2.0:metadata", "SAML:1.1:metadata")),
                Map.entry("no issuer", entity("", provider(key("", CERTIFICATE)))),
                Map.entry("a service provider", good("").replace("IDPSSO", "SPSSO")),
                Map.entry("no key", entity("entityID='a'", provider(""))),
                Map.entry(
                        "only a key to encrypt for",
                        entity("entityID='a'", provider(key("use='encryption'", CERTIFICATE)))),
                Map.entry("no certificate", entity("entityID='a'", provider(key("", "bm90IGEgY2VydGlmaWNhdGU=")))),
                Map.entry(
                        "a broken certificate elsewhere",
                        entity("entityID='a'", provider(key("", CERTIFICATE) + key("use='encryption'", "bm8=")))),
                Map.entry(
                        "an RSA key of 512 bits",
                        entity("entityID='a'", provider(key("", certificate("small-key.pem"))))),
                Map.entry("no time", good("validUntil='soon'")));
        refused.forEach(SamlMetadataReaderTest::assertUnreadable);
    }

    @Test
    void documentTypesAreRefusedBeforeAnyEntityIsLookedAt() {
        assertUnreadable("an empty one", "<!DOCTYPE a>" + good(""));
        assertUnreadable(
                "a file",
                "<!DOCTYPE a [<!ENTITY secret SYSTEM 'file:///etc/hostname'>]>"
                        + good("ID='a'").replace("https://idp.example.com", "&secret;"));
        assertUnreadable(
                "laughs",
                "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"
                        + good("").replace("https://idp.example.com", "&b;"));
    }

    private static void assertUnreadable(String what, String document) {
        assertThatExceptionOfType(IamException.class)
                .as(what)
                .isThrownBy(() -> SamlMetadataReader.read(document))
                .withMessage("Could not parse metadata")
                .extracting(IamException::kind)
                .isEqualTo(Kind.INVALID_INPUT);
    }
}
