// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import com.fasterxml.jackson.databind.SerializationFeature;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.json.JavalinJackson;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.DecisionPoint;
import io.sallyport.core.account.FobStock;
import io.sallyport.core.account.RecoveryCodeChanges;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.event.Chainer;
import io.sallyport.core.mfa.AddressThrottle;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.hardware.webauthn.WebSite;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.web.api.ApiCallers;
import io.sallyport.web.api.ApiMount;
import io.sallyport.web.api.ApiRecorder;
import io.sallyport.web.api.AuthorizeRoutes;
import io.sallyport.web.api.CodeRoutes;
import io.sallyport.web.api.DeviceReleaseRoutes;
import io.sallyport.web.api.DeviceRoutes;
import io.sallyport.web.api.FobClockRoutes;
import io.sallyport.web.api.FobRoutes;
import io.sallyport.web.api.FobStockRoutes;
import io.sallyport.web.api.HelpDeskRoutes;
import io.sallyport.web.api.HelpDeskRuleRoutes;
import io.sallyport.web.api.KeyCeremonyRoutes;
import io.sallyport.web.api.PasswordProfileRoutes;
import io.sallyport.web.api.RecoveryCodeRoutes;
import io.sallyport.web.api.ReportRoutes;
import io.sallyport.web.api.RevokedKeyRoutes;
import io.sallyport.web.api.Route;
import io.sallyport.web.api.SecurityKeyRuleRoutes;
import io.sallyport.web.api.ServiceRoleRoutes;
import io.sallyport.web.api.SessionCredentialRoutes;
import io.sallyport.web.api.SessionRevocationRoutes;
import io.sallyport.web.api.SessionRuleRoutes;
import io.sallyport.web.api.SignInRoutes;
import io.sallyport.web.api.StepUpRoutes;
import io.sallyport.web.api.WebhookRoutes;
import io.sallyport.web.api.WholeAccount;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import io.sallyport.web.http.AwsHandler;
import io.sallyport.web.http.Guard;
import io.sallyport.web.http.Hosts;
import io.sallyport.web.http.Listener;
import io.sallyport.web.http.Proxies;
import io.sallyport.web.http.ServerConfig;
import io.sallyport.web.http.U2fAppId;
import io.sallyport.web.metrics.Metrics;
import io.sallyport.web.metrics.MetricsAccess;
import io.sallyport.web.metrics.MetricsPage;
import io.sallyport.web.webhook.WebhookHosts;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The one server: AWS API, JSON API and pages on one port. Runs from {@link #start} until {@link #close}. */
public final class SallyportServer implements AutoCloseable {
    private final Javalin javalin;
    private final Services services;
    private final Chainer chainer;
    private final Metrics metrics;
    private final URI uri;
    private final URI origin;
    private final List<Route> apiRoutes;

    private SallyportServer(
            Javalin javalin,
            Services services,
            Chainer chainer,
            Metrics metrics,
            URI uri,
            URI origin,
            List<Route> apiRoutes) {
        this.metrics = metrics;
        this.javalin = javalin;
        this.services = services;
        this.chainer = chainer;
        this.uri = uri;
        this.origin = origin;
        this.apiRoutes = apiRoutes;
    }

    /**
     * Starts to listen.
     *
     * @param accounts stays the caller's to close, after this
     * @param tokenVault seals session tokens
     * @throws IOException if the address cannot be listened on
     */
    public static SallyportServer start(
            ServerConfig config, Accounts accounts, Vault tokenVault, InstantSource clock, SecureRandom random)
            throws IOException {
        return start(config, EventLogConfig.standard(), accounts, tokenVault, clock, random, MetricsAccess.loopback());
    }

    /**
     * As {@link #start(ServerConfig, Accounts, Vault, InstantSource, SecureRandom)}.
     *
     * @param events how the event log is kept
     * @param metricsAccess who may read {@code /metrics}
     */
    public static SallyportServer start(
            ServerConfig config,
            EventLogConfig events,
            Accounts accounts,
            Vault tokenVault,
            InstantSource clock,
            SecureRandom random,
            MetricsAccess metricsAccess)
            throws IOException {
        return start(config, events, accounts, tokenVault, clock, random, metricsAccess, AttestationTrust.none());
    }

    /**
     * As {@link #start(ServerConfig, EventLogConfig, Accounts, Vault, InstantSource, SecureRandom, MetricsAccess)}.
     *
     * @param trust whose security keys are believed to be what they say
     */
    public static SallyportServer start(
            ServerConfig config,
            EventLogConfig events,
            Accounts accounts,
            Vault tokenVault,
            InstantSource clock,
            SecureRandom random,
            MetricsAccess metricsAccess,
            AttestationTrust trust)
            throws IOException {
        Metrics metrics = new Metrics();
        metrics.watch(accounts);
        Listener listener = Listener.bind(config);
        URI origin = config.origin().orElseGet(listener::origin);
        WebSite site = new WebSite(
                origin.getHost(),
                "Sallyport",
                Set.of(origin.toString()),
                config.u2fAppId().map(U2fAppId::value));
        WebAuthnSecurityKeys keys = new WebAuthnSecurityKeys(site, trust, random);
        WebhookHosts webhookHosts = WebhookHosts.of(config.webhookHosts());
        Services services =
                Services.over(accounts, tokenVault, keys, webhookHosts, config.federation(), clock, random, metrics);
        Proxies proxies = new Proxies(config.trustedProxies());
        Hosts hosts = new Hosts(config.host(), config.origin(), config.baseDomain());
        List<Route> apiRoutes = apiRoutes(services, proxies, hosts, webhookHosts, random, metrics);
        Javalin javalin = Javalin.create(javalinConfig -> {
            Guard guard = new Guard(hosts, config.origin());
            listener.attach(
                    javalinConfig.jetty, new AwsHandler(services.aws(), services.cloudTrail(), guard, proxies), clock);
            configure(
                    javalinConfig,
                    new Health(config.trustSimulators(), trust),
                    new ApiMount(guard, proxies, metrics::answered),
                    apiRoutes);
            services.issuerRoutes().mount(javalinConfig.routes);
            new MetricsPage(metrics, metricsAccess).mount(javalinConfig.routes);
        });
        Chainer chainer = events.chainer(accounts.eventLog(), clock);
        javalin.start();
        return new SallyportServer(javalin, services, chainer, metrics, listener.uri(), origin, apiRoutes);
    }

    /** Where it listens: scheme, address and port. */
    public URI uri() {
        return uri;
    }

    /** What browsers call it. */
    public URI origin() {
        return origin;
    }

    /** What {@code /api/openapi.json} describes. */
    List<Route> apiRoutes() {
        return apiRoutes;
    }

    /** What {@code docs/api/iam-actions.csv} lists. */
    Actions<Call> actions() {
        return services.aws().actions();
    }

    @Override
    public void close() {
        javalin.stop();
        services.close();
        chainer.close();
        metrics.close();
    }

    private static void configure(JavalinConfig javalin, Health health, ApiMount api, List<Route> apiRoutes) {
        // Times as RFC 3339, which the API's description says, not as numbers.
        javalin.jsonMapper(new JavalinJackson()
                .updateMapper(mapper -> mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)));
        javalin.startup.showJavalinBanner = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.staticFiles.add(files -> {
            files.hostedPath = "/assets";
            files.directory = "/io/sallyport/web/assets";
            files.location = Location.CLASSPATH;
        });
        javalin.routes.before(context -> {
            if (!IssuerRoutes.isForEverybody(context)) {
                api.guard(context);
            }
        });
        javalin.routes.after(api::answered);
        apiRoutes.forEach(route -> api.mount(javalin.routes, route));
        api.mountErrors(javalin.routes);
        javalin.routes.get("/", context -> context.redirect("/signin"));
        javalin.routes.get("/health", context -> context.json(health.now()));
        Pages.mount(javalin.routes);
    }

    private static List<Route> apiRoutes(
            Services services,
            Proxies proxies,
            Hosts hosts,
            WebhookHosts webhookHosts,
            SecureRandom random,
            Metrics metrics) {
        ApiCallers callers = new ApiCallers(services.accounts(), services.signIn(), services.signatures(), proxies);
        ApiRecorder recorder = new ApiRecorder(services.accounts(), services.clock());
        WholeAccount account = new WholeAccount(recorder, callers, services.authorizer());
        AddressThrottle throttle = new AddressThrottle(services.clock());
        return Stream.of(
                        new WebhookRoutes(account, webhookHosts, random, services.clock()).routes(),
                        new SessionCredentialRoutes(recorder, callers, services.sessionsByKey()).routes(),
                        new StepUpRoutes(services.stepUp(), proxies).routes(),
                        new SignInRoutes(
                                        services.accounts(),
                                        services.signIn(),
                                        services.passkeySignIn(),
                                        services.stepUp(),
                                        callers,
                                        throttle,
                                        proxies,
                                        hosts,
                                        metrics)
                                .routes(),
                        new DeviceRoutes(
                                        recorder,
                                        callers,
                                        services.deviceChanges(),
                                        services.keyProofs(),
                                        services.registry(),
                                        services.authorizer(),
                                        services.clock())
                                .routes(),
                        new KeyCeremonyRoutes(services.keyProofs()).routes(),
                        new RecoveryCodeRoutes(
                                        recorder,
                                        callers,
                                        new RecoveryCodeChanges(random, services.clock()),
                                        services.authorizer())
                                .routes(),
                        new CodeRoutes(recorder, callers, services.authorizer(), services.registry()).routes(),
                        new DeviceReleaseRoutes(recorder, callers, services.authorizer(), services.registry()).routes(),
                        new FobClockRoutes(account, services.clock()).routes(),
                        new FobRoutes(recorder, callers, services.authorizer(), random, services.clock()).routes(),
                        new FobStockRoutes(
                                        recorder,
                                        callers,
                                        services.authorizer(),
                                        new FobStock(services.registry(), services.clock()))
                                .routes(),
                        new PasswordProfileRoutes(account).routes(),
                        new SessionRuleRoutes(account).routes(),
                        new SecurityKeyRuleRoutes(account).routes(),
                        new RevokedKeyRoutes(account, services.revokedKeys()).routes(),
                        new SessionRevocationRoutes(recorder, callers, services.authorizer(), services.clock())
                                .routes(),
                        new HelpDeskRoutes(
                                        services.accounts(), recorder, account, services.helpDesk(), services.clock())
                                .routes(),
                        new HelpDeskRuleRoutes(account).routes(),
                        new ReportRoutes(account, services.deviceChanges(), services.clock()).routes(),
                        new ServiceRoleRoutes(recorder, callers, services.authorizer(), services.serviceRoles())
                                .routes(),
                        new AuthorizeRoutes(
                                        recorder,
                                        callers,
                                        new DecisionPoint(services.accounts(), services.authorizer()),
                                        services.authorizer(),
                                        services.signatures(),
                                        services.attempts(),
                                        services.authorizationMessages())
                                .routes())
                .flatMap(List::stream)
                .toList();
    }
}
