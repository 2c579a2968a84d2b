// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers who attempted what, allowed or not, and writes it down once in a while, not once a request: a request neither
 * waits for that nor fails by it, and a crash forgets what was attempted since the last writing. Closing writes what is
 * left. Thread-safe.
 */
public final class Attempts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** What can be an action; the name of anything else is nothing to keep. */
    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]{1,64}:[A-Za-z0-9_-]{1,128}");

    private record Key(AccountId account, UniqueId principal, String action) {}

    private final Accounts accounts;
    private final InstantSource clock;
    private final PeriodicWriter writer;

    // An attempt goes from the first to the last, and is in the next before it leaves one: whoever looks in this order
    // misses none. It stays in the last for a while, since a transaction that began before the writing may be asking.
    private final Map<Key, Attempted> recent = new ConcurrentHashMap<>();
    private final Map<Key, Attempted> unwritten = new ConcurrentHashMap<>();
    private final Map<Key, Attempted> written = new ConcurrentHashMap<>();

    /** @param interval from the end of one writing to the next: how much a crash may forget */
    public Attempts(Accounts accounts, Duration interval, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
        this.writer = new PeriodicWriter("attempts", interval, this::write);
        this.writer.start();
    }

    /**
     * Notes one attempt. Call it once for what was asked, outside the transaction, which may run twice.
     *
     * @param action as policies name it: {@code iam:GetUser}
     * @param region null if it is not known
     */
    public void attempted(Caller caller, String action, @Nullable String region) {
        recent.merge(
                new Key(caller.account(), caller.id(), action),
                new Attempted(1, clock.instant().truncatedTo(ChronoUnit.SECONDS), region),
                Attempted::plus);
    }

    /**
     * What these principals attempted, with what is not written yet: the time of the last attempts is as of now, their
     * count may be of a second ago.
     */
    public List<AccessRecord> of(Account account, Collection<UniqueId> principals) {
        Map<Key, AccessRecord> records = new LinkedHashMap<>();
        for (AccessRecord late : late(account.id(), Set.copyOf(principals))) {
            records.merge(key(account.id(), late), late, Attempts::latest);
        }
        for (AccessRecord stored : account.accessRecords().of(principals)) {
            records.merge(key(account.id(), stored), stored, Attempts::latest);
        }
        return List.copyOf(records.values());
    }

    /** The last attempt of each of these principals that ever made one. */
    public Map<UniqueId, Attempted> last(Account account, Collection<UniqueId> principals) {
        List<AccessRecord> late = late(account.id(), Set.copyOf(principals));
        Map<UniqueId, Attempted> last = new HashMap<>(account.accessRecords().last(principals));
        late.forEach(record -> last.merge(record.principal(), record.attempted(), Attempted::latest));
        return last;
    }

    private static Key key(AccountId account, AccessRecord record) {
        return new Key(account, record.principal(), record.service() + ":" + record.action());
    }

    private static AccessRecord latest(AccessRecord one, AccessRecord other) {
        return other.attempted().last().isBefore(one.attempted().last()) ? one : other;
    }

    private List<AccessRecord> late(AccountId account, Set<UniqueId> principals) {
        List<AccessRecord> late = new ArrayList<>();
        Stream.of(recent, unwritten, written)
                .forEach(attempts -> attempts.forEach((key, attempted) -> {
                    if (key.account().equals(account) && principals.contains(key.principal())) {
                        record(key, attempted).ifPresent(late::add);
                    }
                }));
        return late;
    }

    private static Optional<AccessRecord> record(Key key, Attempted attempted) {
        if (!ACTION.matcher(key.action()).matches()) {
            return Optional.empty();
        }
        int colon = key.action().indexOf(':');
        return Optional.of(new AccessRecord(
                key.principal(),
                key.action().substring(0, colon).toLowerCase(Locale.ROOT),
                key.action().substring(colon + 1),
                attempted));
    }

    private void write() {
        written.clear();
        for (Key key : recent.keySet()) {
            recent.computeIfPresent(key, (same, attempted) -> {
                unwritten.merge(key, attempted, Attempted::plus);
                return null;
            });
        }
        Map<AccountId, List<Key>> byAccount = new HashMap<>();
        unwritten
                .keySet()
                .forEach(key -> byAccount
                        .computeIfAbsent(key.account(), one -> new ArrayList<>())
                        .add(key));
        byAccount.forEach(this::write);
    }

    private void write(AccountId account, List<Key> keys) {
        Map<Key, AccessRecord> records = new LinkedHashMap<>();
        for (Key key : keys) {
            Attempted attempted = unwritten.get(key);
            if (attempted != null) {
                // Two spellings of a service are one.
                record(key, attempted).ifPresent(record -> records.merge(key(account, record), record, Attempts::sum));
            }
        }
        try {
            accounts.write(account, in -> {
                in.accessRecords().add(records.values());
                return true;
            });
        } catch (RuntimeException failed) {
            // Tried again with the next writing: a database that is away for a while must not end this thread.
            LOG.warn("account {}: {} last accesses are not written yet", account, records.size(), failed);
            return;
        }
        keys.forEach(key -> {
            Attempted done = unwritten.get(key);
            if (done != null) {
                written.put(key, done);
                unwritten.remove(key);
            }
        });
    }

    private static AccessRecord sum(AccessRecord one, AccessRecord other) {
        return new AccessRecord(
                one.principal(), one.service(), one.action(), one.attempted().plus(other.attempted()));
    }

    /** Call it before the store is closed. */
    @Override
    public void close() {
        writer.close();
    }
}
