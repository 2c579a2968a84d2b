// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The product as people start it: {@code ./sallyport}, built before the tests, in processes of its own. */
final class Packaged {
    private static final long PATIENCE_SECONDS = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;
    private final List<String> store;
    private final Map<String, String> environment;
    private int logs;

    /** On SQLite, with the key set beside the data. */
    Packaged(Path directory) {
        this(directory, List.of("--data", directory.resolve("data").toString()), Map.of());
    }

    Packaged(Path directory, TestPostgres database) {
        this(
                directory,
                List.of("--data", directory.resolve("data").toString(), "--database", database.url()),
                database.environment());
    }

    private Packaged(Path directory, List<String> store, Map<String, String> environment) {
        this.directory = directory;
        this.store = store;
        this.environment = environment;
    }

    Path data() {
        return directory.resolve("data");
    }

    /** What a command said when it was done. */
    record Ran(int exit, String out, String err) {
        JsonNode json() {
            assertThat(exit).as(err).isZero();
            try {
                return JSON.readTree(out);
            } catch (IOException notJson) {
                throw new UncheckedIOException(out, notJson);
            }
        }
    }

    /** Runs any program to its end. */
    static Ran run(Path directory, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " does not end: " + Files.readString(err));
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    static String launcher() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isExecutable(here.resolve("sallyport"))) {
                return here.resolve("sallyport").toString();
            }
        }
        throw new AssertionError("no launcher above the working directory");
    }

    /** A command of ours on this store. */
    Ran sallyport(List<String> command, String... options) throws IOException, InterruptedException {
        return run(directory, environment, command(command, options));
    }

    /** @param wrapper a program that runs another, with its own options */
    Ran sallyportUnder(List<String> wrapper, List<String> command, String... options)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(wrapper);
        all.addAll(command(command, options));
        return run(directory, environment, all);
    }

    /** One that knows no store. */
    Ran sallyport(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(launcher()));
        all.addAll(List.of(command));
        return run(directory, environment, all);
    }

    private List<String> command(List<String> command, String... options) {
        List<String> all = new ArrayList<>(List.of(launcher()));
        all.addAll(command);
        all.addAll(store);
        all.addAll(List.of(options));
        return all;
    }

    /** Makes the store; what {@code init} shows this once. */
    JsonNode init() throws IOException, InterruptedException {
        return sallyport(List.of("init"), "--format", "json", "--admin", "tyler", "--alias", "acme")
                .json();
    }

    static AwsCredentials administrator(JsonNode shown) {
        return AwsBasicCredentials.create(
                shown.get("AccessKeyId").asText(), shown.get("SecretAccessKey").asText());
    }

    /** A server under way; closing it is SIGTERM. */
    static final class Served implements AutoCloseable {
        private final Process process;
        private final Path log;
        private final URI uri;

        private Served(Process process, Path log, URI uri) {
            this.process = process;
            this.log = log;
            this.uri = uri;
        }

        URI uri() {
            return uri;
        }

        /** The JVM, which the launcher turns into; under a wrapper it is the wrapper's child. */
        private ProcessHandle server() {
            return process.descendants().findFirst().orElse(process.toHandle());
        }

        String log() throws IOException {
            return Files.readString(log);
        }

        void kill() throws InterruptedException {
            server().destroyForcibly();
            process.waitFor();
        }

        /** SIGTERM; the exit code. */
        int stop() throws InterruptedException {
            server().destroy();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("serve does not stop");
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            try {
                stop();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Served serve(String... options) throws IOException {
        return serve(List.of(), options);
    }

    /** @param wrapper a program that runs another, with its own options */
    Served serve(List<String> wrapper, String... options) throws IOException {
        Path log = directory.resolve("serve-" + logs++ + ".log");
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(command(List.of("serve"), "--port", "0"));
        command.addAll(List.of(options));
        return started(command, environment, log);
    }

    /** Instance metadata that hands out a role of a server. */
    Served simulateImds(URI server, Map<String, String> keys, String... options) throws IOException {
        Path log = directory.resolve("imds-" + logs++ + ".log");
        List<String> command =
                new ArrayList<>(List.of(launcher(), "simulate", "imds", "--endpoint", server.toString()));
        command.addAll(List.of(options));
        return started(command, keys, log);
    }

    private static Served started(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String ready = out.readLine();
        if (ready == null || !ready.startsWith("listening on ")) {
            process.destroyForcibly();
            throw new AssertionError(command + " said " + ready + " and " + Files.readString(log));
        }
        return new Served(process, log, URI.create(ready.substring("listening on ".length())));
    }

    static IamClient iam(URI server, AwsCredentials caller) {
        return configured(IamClient.builder(), server, caller)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static StsClient sts(URI server, AwsCredentials caller) {
        return configured(StsClient.builder(), server, caller)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, URI server, AwsCredentials caller) {
        return builder.endpointOverride(server)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(caller))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .addExecutionInterceptor(new AnswersRecorder())
                        .build());
    }
}
