// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** What is counted of one API as a whole: a histogram of how long answers take, and refusals by their codes. */
final class ApiSeries {
    /** There are fewer than a hundred codes; this is for the day when somebody puts a name into one. */
    private static final int MOST_CODES = 300;

    private final MeterRegistry registry;
    private final String api;
    private final Timer latency;
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();

    ApiSeries(MeterRegistry registry, String api) {
        this.registry = registry;
        this.api = api;
        this.latency = Timer.builder("sallyport.request.latency")
                .description("How long answers took")
                .tag("api", api)
                .serviceLevelObjectives(LongStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000)
                        .mapToObj(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(registry);
    }

    String api() {
        return api;
    }

    void took(long nanos) {
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused(String code) {
        Counter counter = refusals.get(code);
        if (counter == null) {
            String label = refusals.size() < MOST_CODES ? code : "other";
            counter = refusals.computeIfAbsent(label, this::counter);
        }
        counter.increment();
    }

    private Counter counter(String code) {
        return Counter.builder("sallyport.refusals")
                .description("Requests that were refused, by the code they were answered with")
                .tags("api", api, "code", code)
                .register(registry);
    }
}
