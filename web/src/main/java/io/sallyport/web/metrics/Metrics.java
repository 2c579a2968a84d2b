// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.StoreLoad;
import io.sallyport.core.mfa.FactorWitness;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.web.api.Route;
import io.sallyport.web.api.SignInWitness;
import io.sallyport.web.aws.Action;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The server's counters. Whoever answers a request tells it so: that costs a look into a map and a few additions, for every
 * counter is looked up but once. Thread-safe.
 */
public final class Metrics implements FactorWitness, SignInWitness, AutoCloseable {
    private static final String OTHER = "other";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    /** By {@link Action} and {@link Route}, which are made once. */
    private final Map<Object, AnswerSeries> answers = new ConcurrentHashMap<>();

    private final Map<String, ApiSeries> apis = new ConcurrentHashMap<>();
    private final AnswerSeries noAction = new AnswerSeries(registry, api("aws"), OTHER);
    private final AnswerSeries noRoute = new AnswerSeries(registry, api("http"), OTHER);
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

    public Metrics() {
        for (var binder : List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                collections)) {
            binder.bindTo(registry);
        }
    }

    /** Counts what a store does as well. */
    public void watch(Accounts accounts) {
        Gauge.builder("sallyport.store.waiting", accounts, of(load -> load.waiting()))
                .description("Requests that wait for the store: for its writer, or for a connection")
                .register(registry);
        FunctionCounter.builder("sallyport.store.commits", accounts, of(load -> load.commits()))
                .description("Transactions that were committed")
                .register(registry);
        FunctionCounter.builder("sallyport.store.writes", accounts, of(load -> load.writes()))
                .description("Requests that those transactions were made of; a commit may serve many")
                .register(registry);
    }

    private static ToDoubleFunction<Accounts> of(ToDoubleFunction<StoreLoad> figure) {
        return accounts -> figure.applyAsDouble(accounts.load());
    }

    /**
     * An answer of the AWS API.
     *
     * @param action null if the request named none that is there
     * @param code of the error, null if it was none
     */
    public void answered(@Nullable Action<?, ?> action, int status, @Nullable String code, long nanos) {
        @Nullable AnswerSeries series = action == null ? noAction : answers.get(action);
        if (series == null) {
            series = answers.computeIfAbsent(action, added -> of(action));
        }
        series.answered(status, code, nanos);
    }

    private AnswerSeries of(@Nullable Action<?, ?> action) {
        return action == null
                ? noAction
                : new AnswerSeries(registry, api(action.api().service()), action.name());
    }

    /**
     * An answer of the JSON API or of the pages.
     *
     * @param route null for all that is not of the JSON API
     */
    public void answered(@Nullable Route route, int status, @Nullable String code, long nanos) {
        AnswerSeries series = route == null
                ? noRoute
                : answers.computeIfAbsent(
                        route, added -> new AnswerSeries(registry, api("json"), route.method() + " " + route.path()));
        series.answered(status, code, nanos);
    }

    private ApiSeries api(String name) {
        return apis.computeIfAbsent(name, added -> new ApiSeries(registry, name));
    }

    @Override
    public void shown(MfaEvidence.@Nullable Method method, boolean accepted) {
        String kind = method == null ? OTHER : method.name().toLowerCase(Locale.ROOT);
        count(
                "sallyport.factors",
                "Factors that were shown, by kind and whether they were right",
                "kind",
                kind,
                "outcome",
                accepted ? "accepted" : "refused");
    }

    @Override
    public void stepped(Step step, Outcome outcome) {
        count(
                "sallyport.sign.ins",
                "Steps of sign-ins, by what came of them",
                "step",
                step.name(),
                "outcome",
                outcome.name());
    }

    private void count(String name, String description, String... labels) {
        counters.computeIfAbsent(
                        List.of(labels),
                        added -> Counter.builder(name)
                                .description(description)
                                .tags(labels)
                                .register(registry))
                .increment();
    }

    /**
     * All of it, as Prometheus reads it.
     *
     * @param accepted the header {@code Accept}, which may ask for OpenMetrics
     */
    Exposition exposition(@Nullable String accepted) {
        String type = accepted != null && accepted.contains("application/openmetrics-text")
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
        return new Exposition(type, registry.scrape(type));
    }

    record Exposition(String contentType, String text) {}

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
