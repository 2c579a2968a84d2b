// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A blob's payload (FIDO MDS 3.0 §3.1.6), as far as it matters here. One entry that cannot be read does not take the
 * others with it: FIDO's has had such.
 *
 * @param byKey U2F models by the SHA-1 of a key in their attestation's certificates, in hex
 */
record Blob(long number, LocalDate nextUpdate, Map<UUID, ModelEntry> byAaguid, Map<String, ModelEntry> byKey) {
    private static final Logger LOG = LoggerFactory.getLogger(Blob.class);

    /** @throws UnusableMetadataException if it is no such payload */
    static Blob of(JsonNode payload) {
        Map<UUID, ModelEntry> byAaguid = new HashMap<>();
        Map<String, ModelEntry> byKey = new HashMap<>();
        LocalDate next = nextUpdate(payload);
        if (!payload.path("entries").isArray() || !payload.path("no").isIntegralNumber()) {
            throw new UnusableMetadataException("it is not metadata by FIDO MDS 3", null);
        }
        for (JsonNode json : payload.path("entries")) {
            try {
                ModelEntry entry = entry(json);
                if (json.hasNonNull("aaguid")) {
                    byAaguid.put(UUID.fromString(json.path("aaguid").asText()), entry);
                }
                json.path("attestationCertificateKeyIdentifiers")
                        .forEach(key -> byKey.put(key.asText().toLowerCase(Locale.ROOT), entry));
            } catch (IllegalArgumentException unreadable) {
                LOG.warn("FIDO metadata: an entry cannot be read and is left out: {}", unreadable.toString());
            }
        }
        return new Blob(payload.path("no").asLong(), next, Map.copyOf(byAaguid), Map.copyOf(byKey));
    }

    Optional<ModelEntry> find(UUID aaguid, Set<String> keys) {
        ModelEntry byModel = byAaguid.get(aaguid);
        return byModel != null
                ? Optional.of(byModel)
                : keys.stream().filter(byKey::containsKey).map(byKey::get).findFirst();
    }

    private static ModelEntry entry(JsonNode json) {
        JsonNode statement = json.path("metadataStatement");
        Set<X509Certificate> roots = new HashSet<>();
        statement.path("attestationRootCertificates").forEach(root -> root(root).ifPresent(roots::add));
        List<StatusReport> reports = new ArrayList<>();
        json.path("statusReports").forEach(report -> report(report).ifPresent(reports::add));
        return new ModelEntry(statement.path("description").asText(), Set.copyOf(roots), List.copyOf(reports));
    }

    /** One that cannot be read vouches for nothing; what else is said of the model counts. */
    private static Optional<X509Certificate> root(JsonNode json) {
        try {
            return Optional.of(Roots.certificate(Base64.getMimeDecoder().decode(json.asText())));
        } catch (CertificateException | IllegalArgumentException unreadable) {
            LOG.warn("FIDO metadata: a root cannot be read and is left out: {}", unreadable.toString());
            return Optional.empty();
        }
    }

    /** One whose dates cannot be read certifies nothing, but it revokes: forgetting that would be worse. */
    private static Optional<StatusReport> report(JsonNode json) {
        String status = json.path("status").asText();
        int fipsRevision = json.path("fipsRevision").asInt();
        try {
            return Optional.of(new StatusReport(
                    status,
                    date(json, "effectiveDate").orElse(LocalDate.MIN),
                    date(json, "sunsetDate").orElse(LocalDate.MAX),
                    fipsRevision));
        } catch (DateTimeParseException noDate) {
            LOG.warn("FIDO metadata: a report of {} has no date that can be read: {}", status, noDate.toString());
            return Optional.of(new StatusReport(status, LocalDate.MIN, LocalDate.MAX, fipsRevision))
                    .filter(StatusReport::revokes);
        }
    }

    private static LocalDate nextUpdate(JsonNode payload) {
        try {
            return date(payload, "nextUpdate")
                    .orElseThrow(() -> new UnusableMetadataException("it does not say when it is next updated", null));
        } catch (DateTimeParseException noDate) {
            throw new UnusableMetadataException("it does not say when it is next updated", noDate);
        }
    }

    private static Optional<LocalDate> date(JsonNode json, String member) {
        String text = json.path(member).asText("");
        return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }
}
