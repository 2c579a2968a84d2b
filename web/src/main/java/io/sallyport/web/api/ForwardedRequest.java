// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.Bytes;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.HttpMessage;
import io.sallyport.web.aws.SignatureVerifier;
import io.sallyport.web.aws.Signer;
import io.sallyport.web.aws.Verified;
import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A signed request that came to a service, which asks who made it. It must have been signed for that very service and
 * host: one that was made to somebody else tells the service nothing, and one to us could be used as it is.
 *
 * @param service that the service's clients sign for, such as {@code orders}
 * @param host that they sign, with the port where they write one
 */
record ForwardedRequest(String service, String host, HttpMessage message) {
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** What we answer ourselves. */
    private static final Set<String> OURS = Set.of("cloudtrail", "iam", "sallyport", "signin", "sts");

    static ForwardedRequest of(JsonNode json) {
        JsonMembers members = JsonMembers.of(
                json, "request", "service", "host", "method", "path", "query", "headers", "body", "bodyHash");
        String service = members.required("service");
        if (!SERVICE.matcher(service).matches()) {
            throw JsonBody.bad("'service' does not match " + SERVICE);
        }
        if (OURS.contains(service)) {
            throw JsonBody.bad("requests to " + service + " are not forwarded: they are made to us");
        }
        return new ForwardedRequest(service, members.required("host"), message(members));
    }

    private static HttpMessage message(JsonMembers members) {
        String method = members.required("method");
        String path = members.required("path");
        String query = members.optional("query").orElse("");
        List<HttpMessage.Header> headers = headers(members.any("headers"));
        Optional<String> hash = members.optional("bodyHash");
        if (hash.isEmpty()) {
            return new HttpMessage(
                    method, path, query, headers, body(members.optional("body").orElse("")));
        }
        if (members.optional("body").isPresent() || !HASH.matcher(hash.get()).matches()) {
            throw JsonBody.bad("'bodyHash' is a SHA-256 in lower-case hexadecimal, in the place of 'body'");
        }
        return new HttpMessage(method, path, query, headers, Bytes.of(new byte[0]), hash.get());
    }

    private static Bytes body(String base64) {
        try {
            return Bytes.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            throw JsonBody.bad("'body' is not base64");
        }
    }

    private static List<HttpMessage.Header> headers(JsonNode json) {
        if (!json.isObject()) {
            throw JsonBody.bad("'headers' is not an object");
        }
        List<HttpMessage.Header> headers = new ArrayList<>();
        json.properties()
                .forEach(header -> JsonMembers.texts(header.getValue(), "headers")
                        .forEach(value -> headers.add(new HttpMessage.Header(header.getKey(), value))));
        return headers;
    }

    /** @throws WireException {@code ForwardedRequestRefused} 403, which no refusal of the asker's own signature is */
    Verified<Signer> verify(SignatureVerifier<Signer> signatures) {
        try {
            if (!header("Host").filter(host::equalsIgnoreCase).isPresent()) {
                throw refused("it was made to another host than " + host);
            }
            return signatures.verify(message, service);
        } catch (WireException refused) {
            if (refused.error().code().equals(REFUSED)) {
                throw refused;
            }
            throw refused(refused.error().code() + ": " + refused.error().message());
        }
    }

    private static final String REFUSED = "ForwardedRequestRefused";

    static WireException refused(String why) {
        return new WireException(
                new WireError(403, REFUSED, "The forwarded request is refused: " + why, WireError.Fault.SENDER));
    }

    /** The condition keys that the request tells by itself. */
    RequestContext keys(String region) {
        RequestContext.Builder keys = RequestContext.builder().put("aws:RequestedRegion", region);
        header("User-Agent").ifPresent(value -> keys.put("aws:UserAgent", value));
        header("Referer").ifPresent(value -> keys.put("aws:Referer", value));
        return keys.build();
    }

    private Optional<String> header(String name) {
        return message.headers().stream()
                .filter(header -> header.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(HttpMessage.Header::value)
                .findFirst();
    }
}
