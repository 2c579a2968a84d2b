// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.web.SallyportServer;
import io.sallyport.web.http.AddressRange;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Serves the AWS API, the JSON API, sign-in and the kiosk on one port, until it is told to stop.",
        footer = "%n--config FILE reads any of these options from a properties file, without their dashes:"
                + " trusted-proxy = 10.0.0.0/8")
final class ServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final Installation installation = new Installation();

    @Option(names = "--port", defaultValue = "8080", description = "0 picks a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on (default: ${DEFAULT-VALUE}). Beyond loopback it needs TLS or a proxy.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String host;

    @Option(names = "--origin", paramLabel = "URL", description = "What browsers reach this server by.")
    private @Nullable URI origin;

    @Option(names = "--base-domain", paramLabel = "D", description = "Answer to ALIAS.D as the account's sign-in page.")
    private @Nullable String baseDomain;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "PEM: the certificate and its chain.")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM: the certificate's key, unencrypted.")
    private @Nullable Path tlsKey;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            description = "Believe X-Forwarded-For and X-Forwarded-Proto from here, and from nobody else.")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--trust-simulators",
            description =
                    "For tests: trust the attestation of simulated devices. Shown by /health; no attestation root is trusted yet.")
    private boolean trustSimulators;

    private final Termination termination = new Termination();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerConfig config = config();
        try (Installation.Open open = installation.open()) {
            if (open.accounts().list().isEmpty()) {
                throw new Refused("this store holds no account: run 'sallyport init' first");
            }
            try (SallyportServer server = start(config, open)) {
                PrintWriter out = spec.commandLine().getOut();
                termination.await(() -> {
                    out.println("listening on " + server.uri());
                    out.flush();
                });
            }
        }
        termination.done();
        return 0;
    }

    private static SallyportServer start(ServerConfig config, Installation.Open open) throws IOException {
        try {
            return SallyportServer.start(
                    config, open.accounts(), open.keySet().tokens(), Clock.systemUTC(), new SecureRandom());
        } catch (BindException | IllegalArgumentException refused) {
            throw new Refused(String.valueOf(refused.getMessage()), refused);
        }
    }

    private ServerConfig config() {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw new ParameterException(spec.commandLine(), "--tls-cert and --tls-key go together");
        }
        try {
            return new ServerConfig(
                    host,
                    port,
                    Optional.ofNullable(origin),
                    Optional.ofNullable(baseDomain),
                    tlsCertificate == null || tlsKey == null
                            ? Optional.empty()
                            : Optional.of(new ServerConfig.Tls(tlsCertificate, tlsKey)),
                    trustedProxies.stream().map(AddressRange::parse).toList(),
                    trustSimulators);
        } catch (IllegalArgumentException makesNoSense) {
            throw new ParameterException(spec.commandLine(), String.valueOf(makesNoSense.getMessage()), makesNoSense);
        }
    }
}
