// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** A program that calls the JSON API with keys, and a service that forwards what its clients sign; all by AWS's signer. */
public final class JsonApi {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> RESTRICTED = Set.of("host", "content-length");

    private final URI server;
    private final Clock clock;

    JsonApi(AwsServer server) {
        this(server.uri(), server.clock());
    }

    JsonApi(URI server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    record Reply(int status, JsonNode body) {
        JsonNode expect(int wanted) {
            assertThat(status).as(body.toString()).isEqualTo(wanted);
            return body;
        }

        String refused(int wanted) {
            return expect(wanted).at("/error/code").asText();
        }
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            throw new AssertionError(text, notJson);
        }
    }

    /** An HTTP request as AWS's signer signs it. */
    public static SdkHttpRequest sign(
            AwsCredentials who,
            Clock at,
            String service,
            SdkHttpMethod method,
            URI uri,
            String body,
            String... headers) {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().method(method).uri(uri);
        for (int i = 0; i < headers.length; i += 2) {
            unsigned.putHeader(headers[i], headers[i + 1]);
        }
        return AwsV4HttpSigner.create()
                .sign(request -> request.identity(who)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(HttpSigner.SIGNING_CLOCK, at)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1"))
                .request();
    }

    Reply post(AwsCredentials who, String path, JsonNode body) throws Exception {
        return send(who, SdkHttpMethod.POST, path, body);
    }

    Reply put(AwsCredentials who, String path, JsonNode body) throws Exception {
        return send(who, SdkHttpMethod.PUT, path, body);
    }

    private Reply send(AwsCredentials who, SdkHttpMethod method, String path, JsonNode body) throws Exception {
        URI uri = server.resolve(path);
        SdkHttpRequest signed =
                sign(who, clock, "sallyport", method, uri, body.toString(), "Content-Type", "application/json");
        HttpRequest.Builder sent =
                HttpRequest.newBuilder(uri).method(method.name(), HttpRequest.BodyPublishers.ofString(body.toString()));
        signed.headers().forEach((name, values) -> {
            if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> sent.header(name, value));
            }
        });
        HttpResponse<String> answer = HTTP.send(sent.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
    }

    Reply authorize(AwsCredentials who, JsonNode question) throws Exception {
        return post(who, "/api/v1/authorize", question);
    }

    /** What a service tells of a request that it was sent. */
    public static ObjectNode forwarded(String service, String host, SdkHttpRequest request) {
        ObjectNode forwarded = JSON.createObjectNode()
                .put("service", service)
                .put("host", host)
                .put("method", request.method().name())
                .put("path", request.encodedPath())
                .put("query", request.encodedQueryParameters().orElse(""));
        ObjectNode headers = forwarded.putObject("headers");
        for (Map.Entry<String, java.util.List<String>> header :
                request.headers().entrySet()) {
            header.getValue().forEach(headers.putArray(header.getKey())::add);
        }
        return forwarded;
    }
}
