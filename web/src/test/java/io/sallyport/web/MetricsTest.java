// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} shows, as Prometheus's own client library for Python reads it. */
final class MetricsTest {
    /** Each sample as one line of JSON: name, labels, value. */
    private static final String PARSER = """
            import json, sys
            from prometheus_client.parser import text_string_to_metric_families
            for family in text_string_to_metric_families(sys.stdin.read()):
                for sample in family.samples:
                    print(json.dumps({"name": sample.name, "labels": sample.labels, "value": sample.value,
                                      "type": family.type}))
            """;

    @TempDir
    private Path directory;

    private RunningServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.in(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.origin().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private int post(URI uri, String type, String body) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(uri)
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private String parsed(String text) throws Exception {
        Path in = Files.writeString(directory.resolve("metrics.txt"), text);
        Path out = directory.resolve("parsed.txt");
        Process parser = new ProcessBuilder("/usr/bin/python3", "-c", PARSER)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(parser.waitFor()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    private static double value(String parsed, String name, String... labels) throws Exception {
        double sum = 0;
        for (String line : parsed.lines().toList()) {
            JsonNode sample = JsonMapper.builder().build().readTree(line);
            boolean all = sample.get("name").asText().equals(name);
            for (int i = 0; i < labels.length; i += 2) {
                all &= sample.get("labels").path(labels[i]).asText().equals(labels[i + 1]);
            }
            sum += all ? sample.get("value").asDouble() : 0;
        }
        return sum;
    }

    private void signIn(String user, String password) throws Exception {
        post(
                server.origin().resolve("/api/v1/signin"),
                "application/json",
                "{\"account\":\"acme\",\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
    }

    @Test
    void everythingIsCountedOnceAndNobodyIsNamed() throws Exception {
        server.addUser("marla-singer", "chosen-Horse-9");
        signIn("marla-singer", "chosen-Horse-9");
        signIn("marla-singer", "wrong-Horse-9");
        signIn("nobody-there", "wrong-Horse-9");
        URI aws = server.origin().resolve("/");
        String form = "application/x-www-form-urlencoded";
        for (int i = 0; i < 50; i++) {
            post(aws, form, "Version=2010-05-08&Action=Invented" + i);
        }
        assertThat(post(aws, form, "Version=2010-05-08&Action=ListUsers")).isEqualTo(403);
        assertThat(get("/nothing/" + "marla-singer").statusCode()).isEqualTo(404);

        HttpResponse<String> shown = get("/metrics");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        String parsed = parsed(shown.body());

        assertThat(value(parsed, "sallyport_sign_ins_total", "step", "password", "outcome", "signed_in"))
                .isEqualTo(1);
        assertThat(value(parsed, "sallyport_sign_ins_total", "step", "password", "outcome", "refused"))
                .isEqualTo(2);
        assertThat(value(parsed, "sallyport_requests_seconds_count", "api", "aws", "action", "other"))
                .isEqualTo(50);
        assertThat(value(
                        parsed,
                        "sallyport_requests_seconds_count",
                        "api",
                        "iam",
                        "action",
                        "ListUsers",
                        "status",
                        "403"))
                .isEqualTo(1);
        assertThat(value(parsed, "sallyport_requests_seconds_count", "api", "json", "status", "200"))
                .isEqualTo(1);
        assertThat(value(parsed, "sallyport_requests_seconds_count", "api", "json", "status", "403"))
                .isEqualTo(2);
        assertThat(value(parsed, "sallyport_refusals_total", "api", "aws", "code", "InvalidAction"))
                .isEqualTo(50);
        assertThat(value(parsed, "sallyport_refusals_total", "api", "iam", "code", "MissingAuthenticationToken"))
                .isEqualTo(1);
        assertThat(value(parsed, "sallyport_request_latency_seconds_count", "api", "aws"))
                .isEqualTo(50);
        assertThat(value(parsed, "sallyport_request_latency_seconds_bucket", "api", "aws", "le", "+Inf"))
                .isEqualTo(50);
        assertThat(value(parsed, "sallyport_store_writes_total")).isPositive();
        assertThat(value(parsed, "jvm_threads_live_threads")).isPositive();
        assertThat(shown.body()).doesNotContain("marla", "nobody-there", "Invented", RunningServer.ACCOUNT.value());
    }

    @Test
    void openMetricsIsSpokenToWhoAsksForIt() throws Exception {
        HttpResponse<String> shown = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
        assertThat(shown.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(shown.body()).endsWith("# EOF\n");
    }

    @Test
    void whatWasForwardedForSomebodyElseIsRefused() throws Exception {
        for (String header : new String[] {"X-Forwarded-For", "Forwarded", "X-Real-IP"}) {
            HttpResponse<String> refused = get("/metrics", header, "203.0.113.9");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("sallyport_");
        }
    }
}
