// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.federation.JwksLocation;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.web.EventLogConfig;
import io.sallyport.web.SallyportServer;
import io.sallyport.web.cli.signature.QuickSignatures;
import io.sallyport.web.http.AddressRange;
import io.sallyport.web.http.FederationConfig;
import io.sallyport.web.http.ServerConfig;
import io.sallyport.web.http.U2fAppId;
import io.sallyport.web.metrics.MetricsAccess;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
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
            names = "--webhook-host",
            paramLabel = "HOST[:PORT]",
            description = "Webhooks may be sent here, and nowhere else; port 443 unless given.")
    private List<String> webhookHosts = List.of();

    @Option(
            names = "--u2f-app-id",
            paramLabel = "URL",
            description = "The AppID that this site's U2F credentials were registered under before WebAuthn: they go on"
                    + " signing in. An https URL of the site of --origin, spelled as it was.")
    private @Nullable String u2fAppId;

    @Mixin
    private final AttestationOptions attestation = new AttestationOptions();

    @Option(
            names = "--jwks",
            paramLabel = "ISSUER=FILE|URL",
            split = ",",
            description =
                    "Where an OpenID Connect provider's keys are, for AssumeRoleWithWebIdentity: a JSON Web Key Set in"
                            + " a file or at a URL on loopback. Several with commas between them; of other providers no keys are asked for.")
    private List<String> jwks = List.of();

    @Option(
            names = "--token-issuer",
            paramLabel = "URL",
            description =
                    "What tokens of GetWebIdentityToken call their issuer: URL/ID, where this server shows its keys"
                            + " below /outbound (default: https://ID.tokens.sts.global.api.aws, as at AWS).")
    private @Nullable URI tokenIssuer;

    @Option(
            names = "--checkpoints",
            paramLabel = "FILE",
            description = "Also write the event log's signed checkpoints here, a line of JSON each; better kept where"
                    + " nobody who can write the data can write too. For 'audit verify --from FILE'.")
    private @Nullable Path checkpoints;

    @Option(
            names = "--event-retention",
            paramLabel = "DAYS",
            defaultValue = "365",
            description = "How long events are kept; 0 for ever (default: ${DEFAULT-VALUE}).")
    private int eventRetention;

    @Option(
            names = "--metrics-token-file",
            paramLabel = "FILE",
            description =
                    "What Prometheus has to bear as its token (Authorization: Bearer) to read /metrics. Without it"
                            + " only processes of this machine may.")
    private @Nullable Path metricsTokenFile;

    private final Termination termination = new Termination();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerConfig config = config();
        MetricsAccess metricsAccess = metricsAccess();
        try (Installation.Open open = installation.open()) {
            if (open.accounts().list().isEmpty()) {
                throw new Refused("this store holds no account: run 'sallyport init' first");
            }
            try (SallyportServer server = start(config, open, metricsAccess)) {
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

    private SallyportServer start(ServerConfig config, Installation.Open open, MetricsAccess metricsAccess)
            throws IOException {
        try {
            AttestationTrust trust = attestation.trust(installation.data(), Clock.systemUTC());
            QuickSignatures.register();
            return SallyportServer.start(
                    config,
                    new EventLogConfig(Optional.ofNullable(checkpoints), Duration.ofDays(eventRetention)),
                    open.accounts(),
                    open.keySet().tokens(),
                    Clock.systemUTC(),
                    new SecureRandom(),
                    metricsAccess,
                    trust);
        } catch (BindException | IllegalArgumentException refused) {
            throw new Refused(String.valueOf(refused.getMessage()), refused);
        }
    }

    private MetricsAccess metricsAccess() {
        if (metricsTokenFile == null) {
            return MetricsAccess.loopback();
        }
        try {
            return MetricsAccess.bearer(Files.readString(metricsTokenFile).strip());
        } catch (IOException unreadable) {
            throw new Refused("cannot read the file of --metrics-token-file: " + metricsTokenFile, unreadable);
        } catch (IllegalArgumentException tooShort) {
            throw new Refused(metricsTokenFile + ": " + tooShort.getMessage(), tooShort);
        }
    }

    private ServerConfig config() {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw new ParameterException(spec.commandLine(), "--tls-cert and --tls-key go together");
        }
        if (eventRetention < 0) {
            throw new ParameterException(spec.commandLine(), "--event-retention is a number of days, 0 or more");
        }
        try {
            attestation.requireSense();
            return new ServerConfig(
                    host,
                    port,
                    Optional.ofNullable(origin),
                    Optional.ofNullable(baseDomain),
                    tlsCertificate == null || tlsKey == null
                            ? Optional.empty()
                            : Optional.of(new ServerConfig.Tls(tlsCertificate, tlsKey)),
                    trustedProxies.stream().map(AddressRange::parse).toList(),
                    attestation.trustSimulators(),
                    new FederationConfig(
                            jwks.stream().map(JwksLocation::parse).toList(), Optional.ofNullable(tokenIssuer)),
                    webhookHosts,
                    Optional.ofNullable(u2fAppId).map(U2fAppId::new));
        } catch (IllegalArgumentException makesNoSense) {
            throw new ParameterException(spec.commandLine(), String.valueOf(makesNoSense.getMessage()), makesNoSense);
        }
    }
}
