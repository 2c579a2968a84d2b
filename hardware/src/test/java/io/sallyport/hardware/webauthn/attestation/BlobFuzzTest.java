// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * No metadata, signed or not, breaks its reader. An ordinary build runs this on the seeds; {@code ./check --fuzz} lets Jazzer
 * look for more.
 */
class BlobFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<X509Certificate> ROOTS = Set.of(Roots.fido());
    private static final LocalDate TODAY = LocalDate.parse("2026-01-01");

    @FuzzTest
    void anyTextIsReadOrRefusedInWords(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            SignedBlob.verified(text, ROOTS, Instant.parse("2026-01-01T00:00:00Z"));
        } catch (UnusableMetadataException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /** As if somebody whom we believe had signed it. */
    @FuzzTest
    void anyPayloadIsReadOrRefusedInWords(byte[] input) {
        JsonNode payload;
        try {
            payload = JSON.readTree(new String(input, StandardCharsets.UTF_8));
        } catch (JsonProcessingException notJson) {
            return;
        }
        try {
            Blob blob = Blob.of(payload);
            blob.byAaguid()
                    .values()
                    .forEach(entry -> assertThat(entry.model(TODAY)).isNotNull());
            blob.byKey()
                    .values()
                    .forEach(entry -> assertThat(entry.model(TODAY)).isNotNull());
        } catch (UnusableMetadataException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
