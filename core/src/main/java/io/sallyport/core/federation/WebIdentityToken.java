// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token as it came, taken apart but not believed (RFC 7515 §7.1, RFC 7519). Of its header nothing counts but
 * the algorithm and the key's id: what else it may say of keys ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) is the
 * sender's word for himself.
 *
 * <p>There is one way to write a token: a text that decodes to the same bytes as another but differs from it is refused,
 * as is JSON that says a thing twice, since readers do not agree on which of two counts.
 */
final class WebIdentityToken {
    static final String NOT_ONE =
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ObjectNode header;
    private final ObjectNode claims;
    private final byte[] signed;
    private final byte[] signature;

    private WebIdentityToken(ObjectNode header, ObjectNode claims, byte[] signed, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.signed = signed;
        this.signature = signature;
    }

    /** @throws IamException {@code INVALID_IDENTITY_TOKEN} for whatever is no signed token with a JSON object in it */
    static WebIdentityToken parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            throw notOne();
        }
        ObjectNode header = object(decode(parts[0]));
        ObjectNode claims = object(decode(parts[1]));
        // Whoever writes crit wants a reader who understands more than this one (RFC 7515 §4.1.11).
        boolean plain = header.path("alg").isTextual()
                && !header.has("crit")
                && (!header.has("kid") || header.path("kid").isTextual());
        if (!plain) {
            throw notOne();
        }
        byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        return new WebIdentityToken(header, claims, signed, decode(parts[2]));
    }

    private static byte[] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw notOne();
        }
        throw notOne();
    }

    private static ObjectNode object(byte[] json) {
        try {
            JsonNode node = STRICT.readTree(json);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            throw notOne();
        } catch (IOException impossible) {
            throw new AssertionError("bytes in memory are readable", impossible);
        }
        throw notOne();
    }

    private static IamException notOne() {
        return invalid(NOT_ONE);
    }

    static IamException invalid(String message) {
        return new IamException(Kind.INVALID_IDENTITY_TOKEN, message);
    }

    String algorithm() {
        return header.path("alg").textValue();
    }

    @Nullable String keyId() {
        return header.path("kid").textValue();
    }

    /** To be believed once the signature was verified. */
    ObjectNode claims() {
        return claims;
    }

    byte[] signed() {
        return signed.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    /** Not the token: it opens what its subject may open. */
    @Override
    public String toString() {
        return "WebIdentityToken[" + algorithm() + "]";
    }
}
