// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the claims of a token, each for what RFC 7519 §4.1 and OpenID Connect Core §2 say it is. */
final class TokenClaims {
    /** What an issuer's clock may be ahead of ours. For the end of a token there is no grace. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private static final List<String> REQUIRED = List.of("iss", "sub", "aud", "iat", "exp");

    private final ObjectNode claims;

    TokenClaims(ObjectNode claims) {
        this.claims = claims;
    }

    /** @throws IamException {@code INVALID_IDENTITY_TOKEN} naming the first that is missing */
    void require() {
        for (String name : REQUIRED) {
            if (!claims.hasNonNull(name)) {
                throw missing(name);
            }
        }
    }

    /** @throws IamException {@code EXPIRED_IDENTITY_TOKEN}, {@code INVALID_IDENTITY_TOKEN} for one that is not valid yet */
    void requireValidAt(Instant now) {
        long second = now.getEpochSecond();
        long expires = seconds("exp");
        if (second >= expires) {
            throw new IamException(
                    Kind.EXPIRED_IDENTITY_TOKEN,
                    "Token expired: current date/time " + second + " must be before the expiration date/time "
                            + expires);
        }
        long latest = second + CLOCKS_DIFFER.toSeconds();
        if (seconds("iat") > latest) {
            throw WebIdentityToken.invalid("Token issued in the future");
        }
        if (claims.has("nbf") && seconds("nbf") > latest) {
            throw WebIdentityToken.invalid("Token is not yet valid");
        }
    }

    private long seconds(String name) {
        JsonNode value = claims.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw WebIdentityToken.invalid("Claim " + name + " must be an integer or a long integer");
        }
        return value.longValue();
    }

    /** A claim that must be there and a text. */
    String text(String name) {
        if (!claims.hasNonNull(name)) {
            throw missing(name);
        }
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    static IamException missing(String name) {
        return WebIdentityToken.invalid("Missing a required claim: " + name);
    }

    Optional<String> optionalText(String name) {
        JsonNode value = claims.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw WebIdentityToken.invalid("Claim " + name + " must be a string");
        }
        return Optional.of(value.textValue());
    }

    /** A claim that is one text or a list of them; empty if it is not there. */
    List<String> texts(String name) {
        JsonNode value = claims.path(name);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        boolean all = value.isArray();
        for (JsonNode element : value) {
            all &= element.isTextual();
            texts.add(element.asText());
        }
        if (!all) {
            throw WebIdentityToken.invalid("Claim " + name + " must be a string or a list of strings");
        }
        return List.copyOf(texts);
    }

    /** A claim of another kind as a policy compares it: texts, numbers and booleans; empty for everything else. */
    Optional<String> scalar(String name) {
        JsonNode value = claims.path(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }
}
