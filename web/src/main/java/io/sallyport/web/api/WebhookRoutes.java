// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.IamException;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.mfa.DeviceNotice;
import io.sallyport.core.webhook.Webhook;
import io.sallyport.core.webhook.WebhookSecret;
import io.sallyport.web.webhook.WebhookHosts;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is told when a device is enrolled, removed, lost or locked. */
public final class WebhookRoutes {
    private static final String PATH = "/api/v1/webhooks";
    private static final int LONGEST_URL = 2048;

    private final WholeAccount account;
    private final WebhookHosts hosts;
    private final SecureRandom random;
    private final InstantSource clock;

    public WebhookRoutes(WholeAccount account, WebhookHosts hosts, SecureRandom random, InstantSource clock) {
        this.account = account;
        this.hosts = hosts;
        this.random = random;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.GET, PATH, this::list),
                new Route(HandlerType.POST, PATH, this::create),
                new Route(HandlerType.DELETE, PATH + "/{id}", this::delete));
    }

    private record WebhooksJson(List<WebhookJson> webhooks) {}

    /** @param secret shown when it is created, and never again */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record WebhookJson(
            String id,
            String url,
            List<String> notices,
            Instant createdAt,
            @Nullable Instant failingSince,
            @Nullable String secret) {
        static WebhookJson of(Webhook webhook, @Nullable WebhookSecret secret) {
            return new WebhookJson(
                    webhook.id(),
                    webhook.url().toString(),
                    webhook.notices().stream().map(DeviceNotice::type).sorted().toList(),
                    webhook.createdAt(),
                    webhook.failingSince(),
                    secret == null ? null : secret.reveal());
        }

        @Override
        public String toString() {
            return "WebhookJson[" + id + "]";
        }
    }

    private void list(Context context) {
        context.json(account.read(
                account.callers().require(context),
                "ListWebhooks",
                EventRecord.json(),
                in -> new WebhooksJson(in.webhooks().list().stream()
                        .map(webhook -> WebhookJson.of(webhook, null))
                        .toList())));
    }

    private void create(Context context) {
        ApiCallers.Proven proven = account.callers().require(context);
        JsonBody body = JsonBody.of(context, "url", "notices");
        Webhook webhook = new Webhook(
                UUID.randomUUID().toString(),
                url(body.required("url")),
                notices(body.strings("notices")),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                null);
        WebhookSecret secret = WebhookSecret.generate(random);
        // Not the whole URL: some receivers are known by a secret in it.
        ObjectNode parameters = EventRecord.json()
                .put("webhookId", webhook.id())
                .put("host", webhook.url().getAuthority());
        account.change(proven, "CreateWebhook", parameters, in -> {
            in.webhooks().add(webhook, secret);
            return true;
        });
        context.status(201).json(WebhookJson.of(webhook, secret));
    }

    private void delete(Context context) {
        String id = context.pathParam("id");
        ObjectNode parameters = EventRecord.json().put("webhookId", id);
        account.change(account.callers().require(context), "DeleteWebhook", parameters, in -> {
            if (!in.webhooks().remove(id)) {
                throw new IamException(IamException.Kind.NO_SUCH_ENTITY, "There is no such webhook.");
            }
            return true;
        });
        context.status(204);
    }

    private URI url(String text) {
        try {
            URI url = new URI(text);
            if (text.length() <= LONGEST_URL && url.getRawFragment() == null && hosts.allow(url)) {
                return url;
            }
        } catch (URISyntaxException noUrl) {
            throw JsonBody.bad("'url' is no URL");
        }
        throw JsonBody.bad("'url' is not https:// to one of the hosts this server was told to call (--webhook-host)");
    }

    private static Set<DeviceNotice> notices(List<String> types) {
        if (types.isEmpty()) {
            throw JsonBody.bad("'notices' is empty");
        }
        return types.stream().map(WebhookRoutes::notice).collect(Collectors.toSet());
    }

    private static DeviceNotice notice(String type) {
        return Stream.of(DeviceNotice.values())
                .filter(notice -> notice.type().equals(type))
                .findFirst()
                .orElseThrow(() -> JsonBody.bad("'notices' are of "
                        + Stream.of(DeviceNotice.values())
                                .map(DeviceNotice::type)
                                .collect(Collectors.joining(", "))));
    }
}
