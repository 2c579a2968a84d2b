// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** Requests signed by the signer of AWS's SDK for Java: in the query string, or a GET with a header. */
record Presigner(URI server, Clock clock, AwsCredentials who) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A URL to an action without parameters. */
    URI url(String action, String version, String service) {
        return url(service, Map.of("Action", action, "Version", version));
    }

    URI callerIdentity() {
        return url("GetCallerIdentity", Api.STS.version(), "sts");
    }

    URI url(String service, Map<String, String> parameters) {
        return signed(service, parameters, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                .getUri();
    }

    /** By a header, as {@code curl --aws-sigv4} does. */
    HttpRequest get(String service, Map<String, String> parameters) {
        return request(signed(service, parameters, AwsV4FamilyHttpSigner.AuthLocation.HEADER))
                .build();
    }

    /** To the JSON API. */
    HttpRequest json(SdkHttpMethod method, String path, String body) {
        ContentStreamProvider payload = ContentStreamProvider.fromUtf8String(body);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(SignRequest.builder(who)
                        .request(SdkHttpFullRequest.builder()
                                .method(method)
                                .uri(server.resolve(path))
                                .putHeader("Content-Type", "application/json")
                                .build())
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sallyport")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                        .build())
                .request();
        return request(signed)
                .method(method.name(), HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest.Builder request(SdkHttpRequest signed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.getUri());
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }

    private SdkHttpRequest signed(
            String service, Map<String, String> parameters, AwsV4FamilyHttpSigner.AuthLocation where) {
        SdkHttpFullRequest.Builder request =
                SdkHttpFullRequest.builder().method(SdkHttpMethod.GET).uri(server);
        parameters.forEach(request::putRawQueryParameter);
        SignRequest.Builder<AwsCredentials> signing = SignRequest.builder(who)
                .request(request.build())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                .putProperty(AwsV4HttpSigner.AUTH_LOCATION, where)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock);
        if (where == AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING) {
            signing.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(60));
        }
        return AwsV4HttpSigner.create().sign(signing.build()).request();
    }

    static HttpResponse<String> open(URI url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The same URL with one parameter changed, or left out where {@code value} is empty. */
    static URI with(URI url, String name, String value) {
        String query = Arrays.stream(url.getRawQuery().split("&"))
                .map(pair -> !pair.startsWith(name + "=")
                        ? pair
                        : value.isEmpty() ? "" : name + "=" + SdkHttpUtils.urlEncode(value))
                .filter(pair -> !pair.isEmpty())
                .collect(Collectors.joining("&"));
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath() + "?" + query);
    }
}
