// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.federation.OutboundAlgorithm;
import io.sallyport.core.federation.TokenIssuers;
import io.sallyport.core.identity.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account says of a principal to other systems (IAM User Guide, "Federating AWS identities to external services",
 * "Understanding token claims"). Thread-safe.
 */
public final class OutboundTokens {
    private static final String NAMESPACE = "https://sts.amazonaws.com/";

    /** By what AWS was recorded to take: 20,000 characters of Base64. */
    private static final int MOST_BYTES = 15_000;

    private final TokenIssuers issuers;
    private final InstantSource clock;

    public OutboundTokens(TokenIssuers issuers, InstantSource clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param tags of the request; keys that AWS keeps for itself among them
     */
    public record Request(
            List<String> audience, OutboundAlgorithm algorithm, Duration lifetime, Map<String, String> tags) {}

    /**
     * A statement that is still to be signed.
     *
     * @param claims JSON
     */
    public record Claims(String claims, Instant expiration) {}

    /**
     * States who the caller is.
     *
     * @param sessionEnds null for a long-term key
     * @throws IamException {@code SESSION_DURATION_ESCALATION}, {@code OUTBOUND_FEDERATION_DISABLED}, {@code
     *     JWT_PAYLOAD_SIZE_EXCEEDED}
     */
    public Claims state(
            Account account, Caller caller, Request request, RequestFacts facts, @Nullable Instant sessionEnds) {
        Instant now = clock.instant();
        Instant expiration = now.plus(request.lifetime());
        if (sessionEnds != null && expiration.isAfter(sessionEnds)) {
            throw new IamException(
                    Kind.SESSION_DURATION_ESCALATION,
                    "Requested token expiry time must be before the original session's expiry time.");
        }
        String issuer = account.settings()
                .outboundIssuer()
                .orElseThrow(() -> new IamException(
                        Kind.OUTBOUND_FEDERATION_DISABLED, "OutboundWebIdentityFederation is disabled."));
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", request.audience().size() == 1 ? request.audience().get(0) : request.audience());
        claims.put("sub", principal(caller));
        claims.put(NAMESPACE, identity(account, caller, request, facts, sessionEnds));
        claims.put("iss", issuers.url(issuer));
        claims.put("exp", expiration.getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        String json = Json.write(claims);
        if (json.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IamException(Kind.JWT_PAYLOAD_SIZE_EXCEEDED, "JWT payload exceeds maximum allowed size");
        }
        return new Claims(json, expiration);
    }

    /** The role itself, not its session. */
    private static String principal(Caller caller) {
        RoleSession role = caller.role();
        return (role == null ? caller.arn() : role.roleArn()).toString();
    }

    private static Map<String, Object> identity(
            Account account, Caller caller, Request request, RequestFacts facts, @Nullable Instant sessionEnds) {
        Map<String, Object> identity = new LinkedHashMap<>();
        SessionGrant grant = caller.grant();
        if (grant != null) {
            putUnlessNull(identity, "source_identity", grant.sourceIdentity());
            putUnlessNull(identity, "federated_provider", grant.keys().get("aws:FederatedProvider"));
        }
        identity.put("aws_account", account.id().value());
        if (!request.tags().isEmpty()) {
            identity.put("request_tags", request.tags());
        }
        putUnlessNull(
                identity,
                "original_session_exp",
                sessionEnds == null
                        ? null
                        : sessionEnds.truncatedTo(ChronoUnit.SECONDS).toString());
        putUnlessNull(identity, "source_region", facts.region());
        identity.put("principal_id", principal(caller));
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : caller.tags(account.tags().of(caller.id()))) {
            tags.put(tag.key(), tag.value());
        }
        if (!tags.isEmpty()) {
            identity.put("principal_tags", tags);
        }
        return identity;
    }

    private static void putUnlessNull(Map<String, Object> claims, String name, @Nullable String value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
