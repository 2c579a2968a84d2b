// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes signed requests to the IAM API as AWS's SDK for Java does, without its cost: they are many. Each one is the only
 * one of its bytes, since it bears an invocation id as the SDK's do.
 */
final class RequestSigner {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String SIGNED = "amz-sdk-invocation-id;content-type;host;x-amz-date";
    private static final AtomicLong INVOCATIONS = new AtomicLong();

    private final String host;
    private final String accessKeyId;
    private final String secret;

    RequestSigner(int port, String accessKeyId, String secret) {
        this.host = "127.0.0.1:" + port;
        this.accessKeyId = accessKeyId;
        this.secret = secret;
    }

    /** The whole request to the IAM API as bytes, signed now. */
    byte[] request(String action, Map<String, String> parameters) {
        String body = "Action=" + action + "&Version=2010-05-08"
                + parameters.entrySet().stream()
                        .map(entry -> "&" + entry.getKey() + "="
                                + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
        return request("iam", "/", FORM, body);
    }

    /** The same to the JSON API. */
    byte[] post(String path, String json) {
        return request("sallyport", path, JSON, json);
    }

    private byte[] request(String service, String path, String type, String body) {
        String invocation = new UUID(0x5a11790f7c0f4000L, INVOCATIONS.incrementAndGet()).toString();
        String time = TIME.format(Instant.now());
        String scope = time.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        String canonical = "POST\n" + path + "\n\namz-sdk-invocation-id:" + invocation + "\ncontent-type:" + type
                + "\nhost:" + host + "\nx-amz-date:" + time + "\n\n" + SIGNED + "\n" + sha256(body);
        String signature = HexFormat.of()
                .formatHex(hmac(key(scope), "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical)));
        return ("POST " + path + " HTTP/1.1\r\nHost: " + host
                        + "\r\namz-sdk-invocation-id: " + invocation
                        + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/" + scope
                        + ", SignedHeaders=" + SIGNED + ", Signature=" + signature
                        + "\r\nContent-Type: " + type
                        + "\r\nUser-Agent: aws-sdk-java/2.57.8 md/io#sync md/http#Apache ua/2.1 api/IAM#2.57.x"
                        + "\r\nX-Amz-Date: " + time
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] key(String scope) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.US_ASCII);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has HMAC-SHA-256", impossible);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
