// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Requests byte by byte: signed as they should be, so that a test can spoil one thing. */
final class RawRequest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern ELEMENT = Pattern.compile("<(Code|Message)>([^<]*)</");

    private RawRequest() {}

    /** Whatever came back. */
    record Reply(int status, String head, String body) {
        String code() {
            return element("Code");
        }

        String message() {
            return element("Message");
        }

        private String element(String name) {
            Matcher matcher = ELEMENT.matcher(body);
            while (matcher.find()) {
                if (matcher.group(1).equals(name)) {
                    return matcher.group(2);
                }
            }
            return "";
        }
    }

    /** A POST to / that the key's owner signed, for IAM or STS as the body's Version says. */
    static HttpMessage signed(AwsCredentials who, Instant at, byte[] body) {
        boolean sts = new String(body, StandardCharsets.ISO_8859_1).contains(Api.STS.version());
        return signed(who, at, "/", sts ? Api.STS.service() : Api.IAM.service(), body);
    }

    /** A POST to any path, signed for any service. */
    static HttpMessage signed(AwsCredentials who, Instant at, String path, String service, String body) {
        return signed(who, at, path, service, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpMessage signed(AwsCredentials who, Instant at, String path, String service, byte[] body) {
        List<HttpMessage.Header> headers = new ArrayList<>();
        headers.add(new HttpMessage.Header("content-type", "application/x-www-form-urlencoded; charset=utf-8"));
        headers.add(new HttpMessage.Header("host", "localhost"));
        headers.add(new HttpMessage.Header("x-amz-date", BasicTime.format(at)));
        if (who instanceof AwsSessionCredentials session) {
            headers.add(new HttpMessage.Header("x-amz-security-token", session.sessionToken()));
        }
        HttpMessage unsigned = new HttpMessage("POST", path, "", headers, Bytes.of(body));
        CredentialScope scope =
                new CredentialScope(BasicTime.date(at), "us-east-1", service, CredentialScope.TERMINATOR);
        List<String> names = headers.stream().map(HttpMessage.Header::name).toList();
        String signature = SignatureV4.signature(
                SignatureV4.signingKey(SigningSecret.of(who.secretAccessKey().getBytes(StandardCharsets.UTF_8)), scope),
                SignatureV4.stringToSign(at, scope, SignatureV4.canonicalRequest(unsigned, names)));
        headers.add(new HttpMessage.Header(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=" + who.accessKeyId() + "/" + scope + ", SignedHeaders="
                        + String.join(";", names) + ", Signature=" + signature));
        return new HttpMessage("POST", path, "", headers, Bytes.of(body));
    }

    static HttpMessage signed(AwsCredentials who, Instant at, String body) {
        return signed(who, at, body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpMessage withBody(HttpMessage message, byte[] body) {
        return new HttpMessage(message.method(), message.path(), message.query(), message.headers(), Bytes.of(body));
    }

    static HttpMessage without(HttpMessage message, String header) {
        return new HttpMessage(
                message.method(),
                message.path(),
                message.query(),
                message.headers().stream()
                        .filter(each -> !each.name().equals(header))
                        .toList(),
                message.body());
    }

    static HttpMessage with(HttpMessage message, String header, String value) {
        List<HttpMessage.Header> headers =
                new ArrayList<>(without(message, header).headers());
        headers.add(new HttpMessage.Header(header, value));
        return new HttpMessage(message.method(), message.path(), message.query(), headers, message.body());
    }

    static Reply send(URI server, HttpMessage message) throws IOException {
        return send(server, bytes(message, message.body().toArray().length));
    }

    /** @param length what {@code Content-Length} says */
    static byte[] bytes(HttpMessage message, int length) {
        return concat(head(message, "content-length: " + length), message.body().toArray());
    }

    /** In chunks of 1000 bytes (RFC 9112 §7.1). */
    static byte[] chunked(HttpMessage message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(message, "transfer-encoding: chunked"));
        byte[] body = message.body().toArray();
        for (int at = 0; at < body.length; at += 1000) {
            int length = Math.min(1000, body.length - at);
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body, at, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    private static byte[] head(HttpMessage message, String framing) {
        StringBuilder head = new StringBuilder(message.method())
                .append(' ')
                .append(message.path())
                .append(message.query().isEmpty() ? "" : "?" + message.query())
                .append(" HTTP/1.1\r\n");
        message.headers()
                .forEach(header -> head.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append("\r\n"));
        return head.append(framing)
                .append("\r\nconnection: close\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[] head, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** Sends, says that nothing more will come, and reads to the end. */
    static Reply send(URI server, byte[] request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (reply.isEmpty()) {
                return new Reply(0, "", "");
            }
            int end = reply.indexOf("\r\n\r\n");
            return new Reply(
                    Integer.parseInt(reply.substring(9, 12)), reply.substring(0, end), reply.substring(end + 4));
        }
    }
}
