// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyMetadata;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.ToldModels;
import io.sallyport.core.name.AccountId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the event log of each account that has keys of a revoked model, once for each model and number of the metadata, on
 * however many nodes and after however many restarts. Accounts are looked through when metadata were read and when a day
 * begins, as reports have days from which on they count; never for a request.
 */
public final class RevokedKeyWatch implements AutoCloseable {
    /** From one look whether there is anything new to the next. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    static final String EVENT = "SecurityKeyModelRevoked";

    private static final Logger LOG = LoggerFactory.getLogger(RevokedKeyWatch.class);
    private static final int MOST_KEYS = 100;

    private final Accounts accounts;
    private final SecurityKeys keys;
    private final RevokedKeys revoked;
    private final InstantSource clock;
    private final PeriodicWriter writer;

    /** What all accounts were looked through for. Only the writer looks at it. */
    private @Nullable Seen seen;

    private record Seen(KeyMetadata metadata, LocalDate day) {}

    public RevokedKeyWatch(Accounts accounts, SecurityKeys keys, InstantSource clock, Duration interval) {
        this.accounts = accounts;
        this.keys = keys;
        this.revoked = new RevokedKeys(keys);
        this.clock = clock;
        this.writer = new PeriodicWriter("revoked-keys", interval, this::look);
        this.writer.start();
    }

    private void look() {
        try {
            Optional<KeyMetadata> metadata = keys.metadata();
            if (metadata.isEmpty()) {
                return;
            }
            Seen now = new Seen(metadata.get(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            if (!now.equals(seen)) {
                accounts.list().forEach(account -> tell(account, now.metadata().number()));
                seen = now;
            }
        } catch (RuntimeException failed) {
            // Tried again: a database that is away for a while must not end this thread.
            LOG.warn("accounts are not told of revoked security keys yet", failed);
        }
    }

    private void tell(AccountId account, long number) {
        if (!untold(accounts.read(account, this::byModel), accounts.read(account, RevokedKeyWatch::told), number)
                .isEmpty()) {
            accounts.write(account, in -> tell(in, number));
        }
    }

    private boolean tell(Account account, long number) {
        ToldModels before = told(account);
        Map<String, List<RevokedKeys.Revoked>> untold = untold(byModel(account), before, number);
        // Another node may have been first since.
        if (untold.isEmpty() || !account.settings().setToldModels(before, before.with(number, untold.keySet()))) {
            return false;
        }
        boolean suspended = account.settings().keyRules().suspendRevoked();
        untold.values()
                .forEach(held -> EventRecord.of(EventRecord.SALLYPORT, EVENT, EventRecord.Type.SERVICE_EVENT)
                        .by(RecordedIdentity.operator(account))
                        .additional(details(held, number, suspended))
                        .into(account, clock.instant()));
        return true;
    }

    private static ToldModels told(Account account) {
        return account.settings().toldModels();
    }

    private Map<String, List<RevokedKeys.Revoked>> byModel(Account account) {
        return revoked.of(account).stream()
                .collect(Collectors.groupingBy(RevokedKeyWatch::model, TreeMap::new, Collectors.toList()));
    }

    private static Map<String, List<RevokedKeys.Revoked>> untold(
            Map<String, List<RevokedKeys.Revoked>> held, ToldModels told, long number) {
        Map<String, List<RevokedKeys.Revoked>> untold = new TreeMap<>(held);
        untold.keySet().removeIf(model -> !told.lacks(number, model));
        return untold;
    }

    /** U2F models have no AAGUID but zeros. */
    private static String model(RevokedKeys.Revoked key) {
        return key.device().credential().aaguid().toUuid() + " " + key.model().description();
    }

    private static ObjectNode details(List<RevokedKeys.Revoked> held, long number, boolean suspended) {
        KeyDevice one = held.get(0).device();
        KeyModel model = held.get(0).model();
        ObjectNode details = EventRecord.json()
                .put("model", model.description())
                .put("aaguid", one.credential().aaguid().toUuid().toString())
                .put("metadataNumber", number)
                .put("suspended", suspended)
                .put("keyCount", held.size());
        ArrayNode reports = details.putArray("reports");
        model.reports().stream().sorted().forEach(reports::add);
        ArrayNode serials = details.putArray("keys");
        held.stream()
                .limit(MOST_KEYS)
                .forEach(key -> serials.add(key.device().serial().value()));
        return details;
    }

    /** Call it before the store is closed. */
    @Override
    public void close() {
        writer.close();
    }
}
