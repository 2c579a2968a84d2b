// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.webhook;

import io.sallyport.core.webhook.Deliveries;
import io.sallyport.core.webhook.Delivery;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due, about once a second, signed as Standard Webhooks 1.0 says. What fails is tried again for three
 * days, ever more seldom; the receiver tells a repetition by its id.
 */
public final class WebhookSender implements AutoCloseable {
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** From a failure to the next attempt (Standard Webhooks 1.0, "Operational considerations"). */
    static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    /** A node that dies while it delivers leaves it to the others after this. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final int AT_ONCE = 16;
    private static final int GONE = 410;

    private final Deliveries deliveries;
    private final WebhookHosts hosts;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LONGEST_CALL)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** @param interval from the end of one round to the beginning of the next */
    public WebhookSender(Deliveries deliveries, WebhookHosts hosts, InstantSource clock, Duration interval) {
        this.deliveries = deliveries;
        this.hosts = hosts;
        this.clock = clock;
        this.thread = new Thread(() -> run(interval), "webhooks");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private void run(Duration interval) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                round();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            List<CompletableFuture<Void>> calls = deliveries.take(clock.instant(), LEASE, AT_ONCE).stream()
                    .map(delivery -> call(delivery).thenAccept(status -> settle(delivery, status)))
                    .toList();
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        } catch (RuntimeException failed) {
            LOG.warn("webhooks are not delivered now; they are tried again", failed);
        }
    }

    /** The status that it was answered with; 0 for no answer. */
    private CompletableFuture<Integer> call(Delivery delivery) {
        if (!hosts.allow(delivery.url())) {
            return CompletableFuture.completedFuture(0);
        }
        Instant now = clock.instant();
        HttpRequest request = HttpRequest.newBuilder(delivery.url())
                .timeout(LONGEST_CALL)
                .header("Content-Type", "application/json")
                .header("webhook-id", delivery.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", delivery.secret().signature(delivery.id(), now, delivery.body()))
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((@Nullable HttpResponse<Void> answer, @Nullable Throwable failed) ->
                        answer == null ? 0 : answer.statusCode());
    }

    private void settle(Delivery delivery, int status) {
        Instant now = clock.instant();
        if (status >= 200 && status < 300) {
            deliveries.delivered(delivery);
        } else if (status == GONE || delivery.attempts() > RETRIES.size()) {
            LOG.warn("webhook {}: message {} is given up", delivery.webhook(), delivery.id());
            deliveries.givenUp(delivery, now);
        } else {
            deliveries.failed(delivery, now, now.plus(RETRIES.get(delivery.attempts() - 1)));
        }
    }

    /** Waits for the calls under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
