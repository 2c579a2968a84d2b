// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.core.mfa.KeyModel;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a blob's payload (FIDO MDS 3.1 §3.1). */
class BlobTest {
    private static final UUID MODEL = UUID.fromString("11111111-2222-3333-4444-555555555555");
    private static final String KEY = "7f6a37ff5e9abd80dfb8f5a3a5ea7a4b6a14c7ab";
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static Blob blob(String entries) {
        return Blob.of(json("{'no': 7, 'nextUpdate': '2026-04-01', 'entries': [" + entries + "]}"));
    }

    private static String entry(String known, String reports) {
        return "{" + known + ", 'metadataStatement': {'description': 'Example'}, 'statusReports': [" + reports + "]}";
    }

    private static KeyModel reported(LocalDate day, String reports) {
        return blob(entry("'aaguid': '" + MODEL + "'", reports))
                .find(MODEL, Set.of())
                .orElseThrow()
                .model(day);
    }

    private static Map<String, String> certifications(String reports) {
        return reported(TODAY, reports).certifications();
    }

    @ParameterizedTest
    @CsvSource({
        "FIPS140_CERTIFIED_L1, 2, FIPS-140-2, L1",
        "FIPS140_CERTIFIED_L2, 2, FIPS-140-2, L2",
        "FIPS140_CERTIFIED_L3, 2, FIPS-140-2, L3",
        "FIPS140_CERTIFIED_L4, 2, FIPS-140-2, L4",
        "FIPS140_CERTIFIED_L1, 3, FIPS-140-3, L1",
        "FIPS140_CERTIFIED_L2, 3, FIPS-140-3, L2",
        "FIPS140_CERTIFIED_L3, 3, FIPS-140-3, L3",
        "FIPS140_CERTIFIED_L4, 3, FIPS-140-3, L4",
    })
    void fipsLevelsAreOfTheirRevision(String status, int revision, String scheme, String level) {
        String report = "{'status': '" + status + "', 'effectiveDate': '2024-01-01', 'fipsRevision': " + revision
                + ", 'fipsPhysicalSecurityLevel': 4}";
        assertThat(certifications(report)).isEqualTo(Map.of(scheme, level));
    }

    @ParameterizedTest
    @CsvSource({
        "FIDO_CERTIFIED, L1",
        "FIDO_CERTIFIED_L1, L1",
        "FIDO_CERTIFIED_L1plus, L1plus",
        "FIDO_CERTIFIED_L2, L2",
        "FIDO_CERTIFIED_L2plus, L2plus",
        "FIDO_CERTIFIED_L3, L3",
        "FIDO_CERTIFIED_L3plus, L3plus",
    })
    void fidosLevels(String status, String level) {
        assertThat(certifications("{'status': '" + status + "'}")).isEqualTo(Map.of("FIDO", level));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{'status': 'NOT_FIDO_CERTIFIED'}",
                "{'status': 'SELF_ASSERTION_SUBMITTED'}",
                "{'status': 'UPDATE_AVAILABLE'}",
                "{'status': 'WHAT_NOBODY_KNOWS_YET'}",
                "{'status': 'FIDO_CERTIFIED_L9'}",
                "{'status': 'FIPS140_CERTIFIED_L2'}",
                "{'status': 'FIPS140_CERTIFIED_L2', 'fipsRevision': 1}",
                "{'status': 'FIPS140_CERTIFIED_L5', 'fipsRevision': 3}",
                "{}"
            })
    void whatIsNoCertificationIsNone(String report) {
        KeyModel model = reported(TODAY, report);
        assertThat(model.certifications()).isEmpty();
        assertThat(model.revoked()).isFalse();
    }

    @Test
    void eachSchemeHasItsNewestReportAndOfOneDayTheHighest() {
        assertThat(certifications("""
                {'status': 'FIDO_CERTIFIED_L2', 'effectiveDate': '2024-05-01'},
                {'status': 'FIDO_CERTIFIED_L1plus', 'effectiveDate': '2024-05-01'},
                {'status': 'FIDO_CERTIFIED_L3', 'effectiveDate': '2020-01-01'},
                {'status': 'FIPS140_CERTIFIED_L1', 'effectiveDate': '2025-01-01', 'fipsRevision': 3},
                {'status': 'FIPS140_CERTIFIED_L3', 'effectiveDate': '2024-01-01', 'fipsRevision': 2},
                {'status': 'FIPS140_CERTIFIED_L2', 'effectiveDate': '2023-01-01', 'fipsRevision': 2}""")).isEqualTo(Map.of("FIDO", "L2", "FIPS-140-2", "L3", "FIPS-140-3", "L1"));
    }

    @Test
    void whoIsNotCertifiedAnyMoreKeepsWhatOthersCertified() {
        assertThat(certifications("""
                {'status': 'FIDO_CERTIFIED_L1', 'effectiveDate': '2024-01-01'},
                {'status': 'NOT_FIDO_CERTIFIED', 'effectiveDate': '2025-01-01'},
                {'status': 'FIPS140_CERTIFIED_L2', 'effectiveDate': '2024-01-01', 'fipsRevision': 3}""")).isEqualTo(Map.of("FIPS-140-3", "L2"));
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28, false", "2026-03-01, true", "2026-03-02, true"})
    void aReportCountsFromItsEffectiveDateOn(LocalDate day, boolean counts) {
        KeyModel model = reported(day, "{'status': 'REVOKED', 'effectiveDate': '2026-03-01'}");
        assertThat(model.revoked()).isEqualTo(counts);
        assertThat(model.reports()).isEqualTo(counts ? Set.of("REVOKED") : Set.of());
        assertThat(reported(day, "{'status': 'FIDO_CERTIFIED_L2', 'effectiveDate': '2026-03-01'}")
                        .certifications())
                .isEqualTo(counts ? Map.of("FIDO", "L2") : Map.of());
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28, true", "2026-03-01, true", "2026-03-02, false"})
    void aCertificationLastsThroughItsSunsetDate(LocalDate day, boolean lasts) {
        assertThat(reported(day, """
                        {'status': 'FIPS140_CERTIFIED_L1', 'fipsRevision': 2, 'effectiveDate': '2021-03-01',
                         'sunsetDate': '2026-03-01'}""").certifications()).isEqualTo(lasts ? Map.of("FIPS-140-2", "L1") : Map.of());
    }

    @Test
    void aReportWithoutADateCountsAlwaysAndAnUpdateUndoesNoRevocation() {
        KeyModel model = reported(LocalDate.EPOCH, """
                {'status': 'USER_KEY_PHYSICAL_COMPROMISE'},
                {'status': 'UPDATE_AVAILABLE'}""");
        assertThat(model.revoked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status': 'REVOKED', 'effectiveDate': '2025-01-01', 'sunsetDate': '2025-06-01'}",
                "{'status': 'REVOKED', 'effectiveDate': '2025-1-5'}",
                "{'status': 'REVOKED', 'sunsetDate': 'never'}",
                "{'status': 'FIDO_CERTIFIED_L1', 'effectiveDate': 'soon'}, {'status': 'REVOKED'}"
            })
    void aRevocationIsNotLostForADate(String reports) {
        KeyModel model = reported(TODAY, reports);
        assertThat(model.revoked()).isTrue();
        assertThat(model.certifications()).isEmpty();
    }

    @Test
    void aRevocationIsNotLostForARoot() {
        String entry = entry("'aaguid': '" + MODEL + "'", "{'status': 'REVOKED'}")
                .replace(
                        "'description'", "'attestationRootCertificates': ['bm8gY2VydGlmaWNhdGU=', '%'], 'description'");
        assertThat(blob(entry).find(MODEL, Set.of()).orElseThrow().model(TODAY).revoked())
                .isTrue();
    }

    @Test
    void u2fModelsAreFoundByTheKeysOfTheirCertificates() {
        Blob blob = blob(entry(
                "'attestationCertificateKeyIdentifiers': ['" + KEY.toUpperCase(Locale.ROOT)
                        + "', '0000000000000000000000000000000000000000']",
                "{'status': 'FIDO_CERTIFIED'}"));
        assertThat(blob.find(new UUID(0, 0), Set.of("ffffffffffffffffffffffffffffffffffffffff", KEY)))
                .map(found -> found.model(TODAY).certifications())
                .contains(Map.of("FIDO", "L1"));
        assertThat(blob.find(new UUID(0, 0), Set.of("ffffffffffffffffffffffffffffffffffffffff")))
                .isEmpty();
        assertThat(blob.find(new UUID(0, 0), Set.of())).isEmpty();
    }

    @Test
    void anEntryThatCannotBeReadLeavesTheOthersAndADetailItsEntry() {
        Blob blob = blob("{'aaguid': 'none'}, "
                + entry("'aaguid': '22222222-2222-3333-4444-555555555555'", "{'effectiveDate': 'yesterday'}") + ", "
                + entry("'aaguid': '" + MODEL + "'", ""));
        assertThat(blob.byAaguid()).hasSize(2).allSatisfy((aaguid, entry) -> {
            assertThat(entry.reports()).isEmpty();
            assertThat(entry.roots()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'no': 7, 'entries': []}",
                "{'no': 7, 'nextUpdate': null, 'entries': []}",
                "{'nextUpdate': '2026-04-01', 'entries': []}",
                "{'no': '7', 'nextUpdate': '2026-04-01', 'entries': []}",
                "{'no': 7, 'nextUpdate': '2026-04-01'}",
                "{'no': 7, 'nextUpdate': 'soon', 'entries': []}",
                "[]",
                "null"
            })
    void whatIsNoPayloadIsUnusable(String payload) {
        assertThatThrownBy(() -> Blob.of(json(payload))).isInstanceOf(UnusableMetadataException.class);
    }

    @Test
    void itsNumberAndNextUpdateAreRead() {
        Blob blob = blob("");
        assertThat(blob.number()).isEqualTo(7);
        assertThat(blob.nextUpdate()).isEqualTo(LocalDate.parse("2026-04-01"));
    }
}
