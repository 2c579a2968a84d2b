// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A signature in the query string ({@code X-Amz-Signature} and what belongs to it), taken apart. {@code X-Amz-Expires} is
 * signed and otherwise ignored, as at STS: whoever verifies an identity by such a URL counts on fifteen minutes from
 * {@code X-Amz-Date}.
 *
 * @param date {@code X-Amz-Date} as it was sent
 * @param securityToken of a session; part of what was signed
 * @param asSigned the request without the signature
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Authentication
 *     methods: query string</a>
 */
record PresignedUrl(
        AuthorizationHeader authorization, String date, Optional<String> securityToken, HttpMessage asSigned) {
    private static final String ALGORITHM = "X-Amz-Algorithm";
    private static final String SIGNATURE = "X-Amz-Signature";

    /** Whether a request means to be one; without an algorithm it is merely unsigned. */
    static boolean isIn(HttpMessage request) {
        return request.query().contains(ALGORITHM)
                && parameters(request).parameter(ALGORITHM).isPresent();
    }

    /** @throws WireException IncompleteSignature 400 that names everything that is missing, or MalformedQueryString 400 */
    static PresignedUrl parse(HttpMessage request) {
        QueryRequest parameters = parameters(request);
        List<String> missing = new ArrayList<>();
        String algorithm = require(parameters, ALGORITHM, missing);
        String credential = require(parameters, "X-Amz-Credential", missing);
        String signature = require(parameters, SIGNATURE, missing);
        String signedHeaders = require(parameters, "X-Amz-SignedHeaders", missing);
        String date = require(parameters, "X-Amz-Date", missing);
        if (!missing.isEmpty()) {
            throw AuthorizationHeader.incomplete(
                    String.join(" ", missing) + " Re-examine the query-string parameters.");
        }
        if (!algorithm.equals(AuthorizationHeader.ALGORITHM)) {
            throw AuthorizationHeader.incomplete("Unsupported AWS 'algorithm': '" + algorithm + "'.");
        }
        return new PresignedUrl(
                AuthorizationHeader.of(credential, signedHeaders, signature, ""),
                date,
                parameters.parameter("X-Amz-Security-Token"),
                withoutSignature(request));
    }

    private static QueryRequest parameters(HttpMessage request) {
        return QueryRequest.parse(request.query().getBytes(StandardCharsets.UTF_8));
    }

    private static String require(QueryRequest parameters, String name, List<String> missing) {
        String value = parameters.parameter(name).orElse("");
        if (value.isEmpty()) {
            missing.add("AWS query-string parameters must include '" + name + "'.");
        }
        return value;
    }

    private static HttpMessage withoutSignature(HttpMessage request) {
        String query = Arrays.stream(request.query().split("&", -1))
                .filter(pair -> !pair.startsWith(SIGNATURE + "="))
                .collect(Collectors.joining("&"));
        return new HttpMessage(request.method(), request.path(), query, request.headers(), request.body());
    }
}
