// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The header {@code Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…}, taken apart.
 *
 * @param signedHeaders lower case, sorted, each once
 */
record AuthorizationHeader(String accessKeyId, CredentialScope scope, List<String> signedHeaders, String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** @throws WireException IncompleteSignature 400 that names everything that is missing */
    static AuthorizationHeader parse(String header, boolean dated) {
        String trimmed = header.strip();
        int space = trimmed.indexOf(' ');
        String algorithm = space < 0 ? trimmed : trimmed.substring(0, space);
        if (algorithm.indexOf('=') >= 0) {
            throw incomplete(
                    "Authorization header must begin with the algorithm name, which cannot include an equal-sign"
                            + hashed(header));
        }
        if (!algorithm.equals(ALGORITHM)) {
            throw incomplete("Unsupported AWS 'algorithm'." + hashed(header));
        }
        Map<String, String> parameters = parameters(header, space < 0 ? "" : trimmed.substring(space + 1));
        List<String> missing = new ArrayList<>();
        String credential = require(parameters, "Credential", missing);
        String signature = require(parameters, "Signature", missing);
        String signedHeaders = require(parameters, "SignedHeaders", missing);
        if (!dated) {
            missing.add("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        if (!missing.isEmpty()) {
            throw incomplete(String.join(" ", missing) + hashed(header));
        }
        return of(credential, signedHeaders, signature, hashed(header));
    }

    /** @param echo what the complaint about a broken credential ends with */
    static AuthorizationHeader of(String credential, String signedHeaders, String signature, String echo) {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5) {
            throw incomplete(
                    "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term."
                            + echo);
        }
        return new AuthorizationHeader(
                parts[0],
                new CredentialScope(parts[1], parts[2], parts[3], parts[4]),
                List.copyOf(new TreeSet<>(
                        List.of(signedHeaders.toLowerCase(Locale.ROOT).split(";", -1)))),
                signature);
    }

    private static String require(Map<String, String> parameters, String name, List<String> missing) {
        String value = parameters.getOrDefault(name, "");
        if (value.isEmpty()) {
            missing.add("Authorization header requires '" + name + "' parameter.");
        }
        return value;
    }

    private static Map<String, String> parameters(String header, String text) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            String parameter = pair.strip();
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw incomplete(
                        "Invalid key=value pair (missing equal-sign) in Authorization header." + hashed(header));
            }
            if (parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1)) != null) {
                throw incomplete("Authorization header contains a parameter more than once." + hashed(header));
            }
        }
        return parameters;
    }

    /** AWS echoes what it was sent in this form, since a wrong header is often somebody else's secret. */
    private static String hashed(String header) {
        return " (Hashed with SHA-256 and encoded with Base64) Authorization="
                + Base64.encodeBase64String(DigestUtils.sha256(header.getBytes(StandardCharsets.UTF_8)));
    }

    static WireException incomplete(String message) {
        return WireException.sender(400, "IncompleteSignature", message);
    }

    /** Without the signature. */
    @Override
    public String toString() {
        return ALGORITHM + " " + accessKeyId + "/" + scope + " " + signedHeaders;
    }
}
