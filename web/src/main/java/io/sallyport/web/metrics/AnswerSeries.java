// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What is counted of one action: how many answers of each status, and how long they took together. */
final class AnswerSeries {
    private static final int STATUSES = 600;

    private final MeterRegistry registry;
    private final ApiSeries api;
    private final String action;
    private final AtomicReferenceArray<@Nullable Timer> byStatus = new AtomicReferenceArray<>(STATUSES);

    AnswerSeries(MeterRegistry registry, ApiSeries api, String action) {
        this.registry = registry;
        this.api = api;
        this.action = action;
    }

    void answered(int status, @Nullable String code, long nanos) {
        timer(status).record(nanos, TimeUnit.NANOSECONDS);
        api.took(nanos);
        if (code != null) {
            api.refused(code);
        }
    }

    private Timer timer(int status) {
        int at = status > 0 && status < STATUSES ? status : 0;
        @Nullable Timer known = byStatus.get(at);
        if (known != null) {
            return known;
        }
        // Of two at once, both get the one that the registry has.
        Timer timer = Timer.builder("sallyport.requests")
                .description("Answers by API, action and status")
                .tags("api", api.api(), "action", action, "status", Integer.toString(at))
                .register(registry);
        byStatus.set(at, timer);
        return timer;
    }
}
