// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.credential.Vault;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.webhook.Deliveries;
import io.sallyport.core.webhook.Delivery;
import io.sallyport.core.webhook.WebhookSecret;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

final class JdbiDeliveries implements Deliveries {
    private static final String DUE = """
            SELECT account_id, delivery_id, webhook_id, url, secret, attempts, body
            FROM webhook_delivery JOIN webhook USING (account_id, webhook_id)
            WHERE due_at <= :now ORDER BY due_at LIMIT :most""";

    private final Database database;
    private final Vault vault;

    JdbiDeliveries(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public List<Delivery> take(Instant now, Duration lease, int most) {
        List<Delivery> due = database.query(handle -> handle.createQuery(DUE)
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((row, context) -> delivery(row))
                .list());
        if (due.isEmpty()) {
            return due;
        }
        // Several nodes see the same ones: whose update counts the attempt has it.
        return database.write(handle -> due.stream()
                .filter(delivery -> handle.createUpdate("""
                                        UPDATE webhook_delivery SET attempts = attempts + 1, due_at = :until
                                        WHERE account_id = :account AND delivery_id = :id AND attempts = :before""")
                                .bind("until", now.plus(lease).toEpochMilli())
                                .bind("account", delivery.account().value())
                                .bind("id", delivery.id())
                                .bind("before", delivery.attempts() - 1)
                                .execute()
                        == 1)
                .toList());
    }

    private Delivery delivery(ResultSet row) throws SQLException {
        AccountId account = new AccountId(row.getString("account_id"));
        String webhook = row.getString("webhook_id");
        return new Delivery(
                account,
                row.getString("delivery_id"),
                webhook,
                URI.create(row.getString("url")),
                WebhookSecret.of(vault.open(row.getBytes("secret"), Scope.seal(account, JdbiWebhooks.TABLE, webhook))),
                row.getInt("attempts") + 1,
                row.getString("body"));
    }

    @Override
    public void delivered(Delivery delivery) {
        database.write(handle -> {
            remove(handle, delivery);
            return handle.createUpdate("""
                            UPDATE webhook SET failing_since = NULL
                            WHERE account_id = :account AND webhook_id = :webhook AND failing_since IS NOT NULL""")
                    .bind("account", delivery.account().value())
                    .bind("webhook", delivery.webhook())
                    .execute();
        });
    }

    @Override
    public void failed(Delivery delivery, Instant now, Instant again) {
        database.write(handle -> {
            failing(handle, delivery, now);
            return handle.createUpdate("""
                            UPDATE webhook_delivery SET due_at = :again
                            WHERE account_id = :account AND delivery_id = :id AND attempts = :attempts""")
                    .bind("again", again.toEpochMilli())
                    .bind("account", delivery.account().value())
                    .bind("id", delivery.id())
                    .bind("attempts", delivery.attempts())
                    .execute();
        });
    }

    @Override
    public void givenUp(Delivery delivery, Instant now) {
        database.write(handle -> {
            failing(handle, delivery, now);
            return remove(handle, delivery);
        });
    }

    private static int remove(Handle handle, Delivery delivery) {
        return handle.createUpdate("DELETE FROM webhook_delivery WHERE account_id = :account AND delivery_id = :id")
                .bind("account", delivery.account().value())
                .bind("id", delivery.id())
                .execute();
    }

    private static void failing(Handle handle, Delivery delivery, Instant now) {
        handle.createUpdate("""
                        UPDATE webhook SET failing_since = :now
                        WHERE account_id = :account AND webhook_id = :webhook AND failing_since IS NULL""")
                .bind("now", now.toEpochMilli())
                .bind("account", delivery.account().value())
                .bind("webhook", delivery.webhook())
                .execute();
    }
}
