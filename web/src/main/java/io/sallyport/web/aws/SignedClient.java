// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Signs requests to a server like ours with AWS's own signer and sends them with the JDK's client. */
public final class SignedClient {
    /** What {@link HttpClient} sets itself and will not be told. */
    private static final Set<String> RESTRICTED = Set.of("host", "content-length");

    private static final int PIECE = 1 << 16;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI endpoint;

    public SignedClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** What signs: an access key, with a session token where it is a session's. Never printed. */
    public static final class Keys {
        private final AwsCredentials credentials;

        private Keys(AwsCredentials credentials) {
            this.credentials = credentials;
        }

        public static Keys longTerm(String accessKeyId, String secretAccessKey) {
            return new Keys(AwsBasicCredentials.create(accessKeyId, secretAccessKey));
        }

        public static Keys session(String accessKeyId, String secretAccessKey, String sessionToken) {
            return new Keys(AwsSessionCredentials.create(accessKeyId, secretAccessKey, sessionToken));
        }

        @Override
        public String toString() {
            return "Keys[hidden]";
        }
    }

    /** An answer, whatever its status. */
    public record Reply(int status, String body) {}

    /** Calls an action of IAM or STS, which answers in XML. */
    public Reply call(Keys keys, Api api, String action, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return call(keys, api, action, parameters, AnswerFormat.XML);
    }

    /** Calls an action of IAM or STS. */
    public Reply call(Keys keys, Api api, String action, Map<String, String> parameters, AnswerFormat format)
            throws IOException, InterruptedException {
        String body = "Action=" + action + "&Version=" + api.version()
                + parameters.entrySet().stream()
                        .map(entry -> "&" + encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining());
        return post(
                keys, api.service(), "/", "application/x-www-form-urlencoded; charset=utf-8", body, format.mediaType());
    }

    /** Posts a body, signed for a service. */
    public Reply post(Keys keys, String service, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return post(keys, service, path, contentType, body, contentType);
    }

    private Reply post(Keys keys, String service, String path, String contentType, String body, String accepted)
            throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(
                keys,
                service,
                request(SdkHttpMethod.POST, path)
                        .putHeader("Content-Type", contentType)
                        .putHeader("Accept", accepted),
                bytes,
                HttpRequest.BodyPublishers.ofByteArray(bytes));
    }

    /** Gets what is at a path, query and all. */
    public Reply get(Keys keys, String service, String path) throws IOException, InterruptedException {
        return send(
                keys,
                service,
                request(SdkHttpMethod.GET, path).putHeader("Accept", "application/json"),
                new byte[0],
                HttpRequest.BodyPublishers.noBody());
    }

    /** Posts a large body, signed for a service. */
    public Reply upload(Keys keys, String service, String path, String contentType, byte[] body, LongConsumer sent)
            throws IOException, InterruptedException {
        return send(
                keys,
                service,
                request(SdkHttpMethod.POST, path)
                        .putHeader("Content-Type", contentType)
                        .putHeader("Accept", "application/json"),
                body,
                HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofByteArrays(pieces(body, sent)), body.length));
    }

    private static Iterable<byte[]> pieces(byte[] body, LongConsumer sent) {
        return () -> IntStream.iterate(0, start -> start < body.length, start -> start + PIECE)
                .mapToObj(start -> {
                    int end = Math.min(start + PIECE, body.length);
                    sent.accept(end);
                    return Arrays.copyOfRange(body, start, end);
                })
                .iterator();
    }

    private SdkHttpRequest.Builder request(SdkHttpMethod method, String path) {
        return SdkHttpRequest.builder().method(method).uri(endpoint.resolve(path));
    }

    private Reply send(
            Keys keys,
            String service,
            SdkHttpRequest.Builder unsigned,
            byte[] body,
            HttpRequest.BodyPublisher publisher)
            throws IOException, InterruptedException {
        SdkHttpRequest request = unsigned.build();
        SignedRequest signed = signer.sign(sign -> sign.identity(keys.credentials)
                .request(request)
                .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        HttpRequest.Builder sent = HttpRequest.newBuilder(signed.request().getUri())
                .timeout(PATIENCE)
                .method(request.method().name(), publisher);
        signed.request().headers().forEach((name, values) -> {
            if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> sent.header(name, value));
            }
        });
        HttpResponse<String> answer = http.send(sent.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
