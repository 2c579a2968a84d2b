// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.nimbusds.jose.jwk.JWKSet;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Key sets on this machine, each kept for a while. One request at a time asks for a set; the others wait for what it
 * brings.
 */
public final class LocalIssuerKeys implements IssuerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(LocalIssuerKeys.class);

    private static final Duration KEPT = Duration.ofMinutes(5);

    /** Tokens with keys nobody knows are free to make: they do not make us ask more often than this. */
    private static final Duration ASKED_AT_MOST_EVERY = Duration.ofSeconds(1);

    /**
     * What was found when it was last asked for.
     *
     * @param keys null if nothing answered, or no key set
     */
    private record Found(@Nullable JWKSet keys, boolean reached, Instant at) {}

    private final List<JwksLocation> locations;
    private final KeyDocuments documents;
    private final InstantSource clock;
    private final Map<JwksLocation, Found> kept = new ConcurrentHashMap<>();

    public LocalIssuerKeys(List<JwksLocation> locations, InstantSource clock) {
        this(locations, new KeyDocuments(), clock);
    }

    LocalIssuerKeys(List<JwksLocation> locations, KeyDocuments documents, InstantSource clock) {
        this.locations = List.copyOf(locations);
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public Optional<JWKSet> find(String issuer) {
        return at(issuer).flatMap(location -> keys(location, KEPT));
    }

    @Override
    public Optional<JWKSet> refreshed(String issuer) {
        // To look at a file again costs nothing.
        return at(issuer)
                .flatMap(location -> keys(location, location.file() == null ? ASKED_AT_MOST_EVERY : Duration.ZERO));
    }

    private Optional<JwksLocation> at(String issuer) {
        return locations.stream().filter(location -> location.isOf(issuer)).findFirst();
    }

    private Optional<JWKSet> keys(JwksLocation location, Duration oldest) {
        Found found = kept.compute(
                location, (same, before) -> before != null && isFresh(before, oldest) ? before : ask(location));
        if (!found.reached()) {
            throw new IamException(
                    Kind.IDP_COMMUNICATION_ERROR,
                    "The identity provider that was asked to verify the incoming identity token could not be reached.");
        }
        return Optional.ofNullable(found.keys());
    }

    private boolean isFresh(Found found, Duration oldest) {
        Duration holds = found.reached() || oldest.compareTo(ASKED_AT_MOST_EVERY) < 0 ? oldest : ASKED_AT_MOST_EVERY;
        return clock.instant().isBefore(found.at().plus(holds));
    }

    private Found ask(JwksLocation location) {
        try {
            return new Found(JWKSet.parse(documents.read(location)), true, clock.instant());
        } catch (ParseException noKeySet) {
            LOG.warn("what is where the keys of {} should be is no JSON Web Key Set", location.issuer());
            return new Found(null, true, clock.instant());
        } catch (IOException unreachable) {
            LOG.warn("the keys of {} cannot be read: {}", location.issuer(), unreachable.toString());
            return new Found(null, false, clock.instant());
        }
    }
}
