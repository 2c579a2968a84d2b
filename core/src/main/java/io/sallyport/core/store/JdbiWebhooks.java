// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.DeviceNotice;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.webhook.Webhook;
import io.sallyport.core.webhook.WebhookSecret;
import io.sallyport.core.webhook.Webhooks;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

final class JdbiWebhooks implements Webhooks {
    static final String TABLE = "webhook";

    private final Scope scope;

    JdbiWebhooks(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(Webhook webhook, WebhookSecret secret) {
        scope.lockAccount();
        int webhooks = scope.query("SELECT count(*) FROM webhook WHERE account_id = :account")
                .mapTo(int.class)
                .one();
        if (webhooks >= PER_ACCOUNT) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for WebhooksPerAccount: " + PER_ACCOUNT);
        }
        scope.update("""
                        INSERT INTO webhook (account_id, webhook_id, url, notices, secret, created_at)
                        VALUES (:account, :id, :url, :notices, :secret, :created)""")
                .bind("id", webhook.id())
                .bind("url", webhook.url().toString())
                .bind(
                        "notices",
                        webhook.notices().stream().map(Enum::name).sorted().collect(Collectors.joining(",")))
                .bind("secret", scope.vault().seal(secret.bytes(), scope.seal(TABLE, webhook.id())))
                .bind("created", webhook.createdAt().toEpochMilli())
                .execute();
    }

    @Override
    public List<Webhook> list() {
        return scope.query("SELECT * FROM webhook WHERE account_id = :account ORDER BY created_at, webhook_id")
                .map((row, context) -> webhook(row))
                .list();
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                row.getString("webhook_id"),
                URI.create(row.getString("url")),
                notices(row.getString("notices")),
                Scope.instant(row, "created_at"),
                Scope.instantOrNull(row, "failing_since"));
    }

    private static Set<DeviceNotice> notices(String column) {
        return Arrays.stream(column.split(",", -1)).map(DeviceNotice::valueOf).collect(Collectors.toSet());
    }

    @Override
    public boolean remove(String id) {
        return scope.update("DELETE FROM webhook WHERE account_id = :account AND webhook_id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Writes down for each webhook that wants to hear of it what it is to be told. */
    void announce(DeviceNotice notice, MfaDevice device, UniqueId owner, Instant at) {
        Map<String, Object> what = new LinkedHashMap<>();
        what.put("serial", device.serial().value());
        what.put("deviceType", device.type().name().toLowerCase(Locale.ROOT));
        announce(notice, owner, what, at);
    }

    /** As {@link #announce(DeviceNotice, MfaDevice, UniqueId, Instant)}, of recovery codes. */
    void announce(DeviceNotice notice, UniqueId owner, int left, Instant at) {
        announce(notice, owner, Map.of("recoveryCodesLeft", left), at);
    }

    private void announce(DeviceNotice notice, UniqueId owner, Map<String, Object> what, Instant at) {
        List<Webhook> told = list().stream()
                .filter(webhook -> webhook.notices().contains(notice))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        String body = Json.write(body(notice, owner, what, at));
        for (Webhook webhook : told) {
            scope.update("""
                            INSERT INTO webhook_delivery
                              (account_id, delivery_id, webhook_id, body, attempts, due_at)
                            VALUES (:account, :id, :webhook, :body, 0, :at)""")
                    .bind("id", "msg_" + UUID.randomUUID())
                    .bind("webhook", webhook.id())
                    .bind("body", body)
                    .bind("at", at.toEpochMilli())
                    .execute();
        }
    }

    private Map<String, Object> body(DeviceNotice notice, UniqueId owner, Map<String, Object> what, Instant at) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("account", scope.account().value());
        data.put(
                "owner",
                owner.isRoot()
                        ? scope.account().root().toString()
                        : new JdbiUsers(scope)
                                .find(owner)
                                .map(User::name)
                                .map(name -> name.value())
                                .orElse(owner.value()));
        data.put("ownerId", owner.value());
        data.putAll(what);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", notice.type());
        body.put("timestamp", at.toString());
        body.put("data", data);
        return body;
    }
}
