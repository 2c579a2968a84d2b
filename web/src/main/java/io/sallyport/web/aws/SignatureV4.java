// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * The arithmetic of Signature Version 4; pure.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a signed
 *     AWS API request</a>
 */
final class SignatureV4 {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /** In the place of the body's hash in URLs that some clients sign. */
    static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private SignatureV4() {}

    /** Step 1. A signed header that is not there counts as empty, and so spoils the signature. */
    static String canonicalRequest(HttpMessage request, List<String> signedHeaders) {
        return canonicalRequest(request, signedHeaders, request.bodyHash());
    }

    /** @param payload the hash of the body, or {@link #UNSIGNED_PAYLOAD} */
    static String canonicalRequest(HttpMessage request, List<String> signedHeaders, String payload) {
        Map<String, List<String>> headers = request.headersByName();
        StringBuilder canonical = new StringBuilder()
                .append(request.method())
                .append('\n')
                .append(CanonicalUri.path(request.path()))
                .append('\n')
                .append(CanonicalUri.query(request.query()))
                .append('\n');
        for (String name : signedHeaders) {
            String value = headers.getOrDefault(name, List.of()).stream()
                    .map(SignatureV4::singleSpaced)
                    .collect(Collectors.joining(","));
            canonical.append(name).append(':').append(value).append('\n');
        }
        return canonical
                .append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(payload)
                .toString();
    }

    private static String singleSpaced(String line) {
        String stripped = line.strip();
        boolean already = true;
        for (int i = 0; i < stripped.length() && already; i++) {
            char c = stripped.charAt(i);
            already = c > ' ' || (c == ' ' && stripped.charAt(i + 1) > ' ');
        }
        return already ? stripped : WHITE_SPACE.matcher(stripped).replaceAll(" ");
    }

    /** Steps 2 and 3. */
    static String stringToSign(Instant signedAt, CredentialScope scope, String canonicalRequest) {
        return AuthorizationHeader.ALGORITHM
                + "\n"
                + BasicTime.format(signedAt)
                + "\n"
                + scope
                + "\n"
                + DigestUtils.sha256Hex(canonicalRequest.getBytes(StandardCharsets.UTF_8));
    }

    /** Step 4a: the key for one day, region and service. */
    static byte[] signingKey(SigningSecret secret, CredentialScope scope) {
        byte[] date = hmac(secret.signingKeySeed(), scope.date());
        byte[] region = hmac(date, scope.region());
        byte[] service = hmac(region, scope.service());
        return hmac(service, scope.terminator());
    }

    /** Step 4b, in lower-case hexadecimal. */
    static String signature(byte[] signingKey, String stringToSign) {
        return HexFormat.of().formatHex(hmac(signingKey, stringToSign));
    }

    /** In constant time. */
    static boolean equal(String calculated, String provided) {
        return MessageDigest.isEqual(
                calculated.getBytes(StandardCharsets.UTF_8), provided.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String data) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmac(data);
    }
}
