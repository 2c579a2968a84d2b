// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Credentials for a time, as a {@code credential_process} hands them on. Never printed otherwise. */
final class SessionCredentials {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ISSUED_AT = "IssuedAt";
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** Of a short life, five minutes would be too much of it. */
    private static final int SHARE = 5;

    private final String accessKeyId;
    private final String secretAccessKey;
    private final String sessionToken;
    private final Instant issuedAt;
    private final Instant expiration;

    private SessionCredentials(
            String accessKeyId, String secretAccessKey, String sessionToken, Instant issuedAt, Instant expiration) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.sessionToken = sessionToken;
        this.issuedAt = issuedAt;
        this.expiration = expiration;
    }

    /** From STS's answer in JSON, whose instants are seconds since 1970. */
    static Optional<SessionCredentials> issued(JsonNode answer, Instant at) {
        JsonNode expiration = answer.path("Expiration");
        return expiration.isNumber() ? read(answer, at, Instant.ofEpochSecond(expiration.asLong())) : Optional.empty();
    }

    /** From the JSON API's answer. */
    static Optional<SessionCredentials> ofApi(JsonNode answer, Instant at) {
        ObjectNode named = JSON.createObjectNode()
                .put("AccessKeyId", answer.path("accessKeyId").asText())
                .put("SecretAccessKey", answer.path("secretAccessKey").asText())
                .put("SessionToken", answer.path("sessionToken").asText());
        try {
            return read(named, at, Instant.parse(answer.path("expiration").asText()));
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }

    /** From what {@link #kept} wrote; empty when it is anything else. */
    static Optional<SessionCredentials> ofKept(String text) {
        try {
            JsonNode kept = JSON.readTree(text);
            return read(
                    kept,
                    Instant.parse(kept.path(ISSUED_AT).asText()),
                    Instant.parse(kept.path("Expiration").asText()));
        } catch (JsonProcessingException | DateTimeException broken) {
            return Optional.empty();
        }
    }

    private static Optional<SessionCredentials> read(JsonNode from, Instant issuedAt, Instant expiration) {
        String id = from.path("AccessKeyId").asText();
        String secret = from.path("SecretAccessKey").asText();
        String token = from.path("SessionToken").asText();
        return id.isEmpty() || secret.isEmpty() || token.isEmpty()
                ? Optional.empty()
                : Optional.of(new SessionCredentials(id, secret, token, issuedAt, expiration));
    }

    /** Whether they are good for a while yet: whoever is handed them means to work with them. */
    boolean fresh(Instant now) {
        Duration share = Duration.between(issuedAt, expiration).dividedBy(SHARE);
        return now.isBefore(expiration.minus(share.compareTo(MARGIN) < 0 ? share : MARGIN));
    }

    /** What AWS's programs read from a {@code credential_process}. */
    String forProcess() {
        return document().toString();
    }

    /** The same, with what {@link #fresh} has to know. */
    String kept() {
        return document().put(ISSUED_AT, issuedAt.toString()).toString();
    }

    private ObjectNode document() {
        return JSON.createObjectNode()
                .put("Version", 1)
                .put("AccessKeyId", accessKeyId)
                .put("SecretAccessKey", secretAccessKey)
                .put("SessionToken", sessionToken)
                .put("Expiration", expiration.toString());
    }

    @Override
    public String toString() {
        return "SessionCredentials[hidden]";
    }
}
