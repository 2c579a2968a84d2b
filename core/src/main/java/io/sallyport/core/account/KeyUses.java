// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.KeyUse;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when access keys were used, and writes it down once in a while, not once a request: a request neither waits
 * for that nor fails by it, and a crash forgets what was used since the last writing. Closing writes what is left.
 * Thread-safe.
 */
public final class KeyUses implements AutoCloseable {
    /** How much a crash may forget. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

    private record Key(AccountId account, AccessKeyId id) {}

    private final Accounts accounts;
    private final Map<Key, KeyUse> recent = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer;

    /** What the last writing wrote. Only the writer's one thread looks at it. */
    private Map<Key, KeyUse> written = Map.of();

    /** @param interval from the end of one writing to the next */
    public KeyUses(Accounts accounts, Duration interval) {
        this.accounts = accounts;
        this.writer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "key-uses");
            thread.setDaemon(true);
            return thread;
        });
        writer.scheduleWithFixedDelay(this::write, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void used(AccountId account, AccessKeyId id, KeyUse use) {
        recent.merge(new Key(account, id), use, KeyUse::latest);
    }

    /** The last use of a key of the account at hand, be it written already or not. */
    public Optional<KeyUse> lastUse(Account account, AccessKeyId id) {
        return Stream.concat(
                        Stream.ofNullable(recent.get(new Key(account.id(), id))),
                        account.accessKeys().lastUse(id).stream())
                .reduce(KeyUse::latest);
    }

    private void write() {
        // A transaction that began before the last writing may still be asking: what that wrote goes only now.
        written.forEach(recent::remove);
        written = Map.copyOf(recent);
        Map<AccountId, Map<AccessKeyId, KeyUse>> byAccount = new HashMap<>();
        written.forEach((key, use) ->
                byAccount.computeIfAbsent(key.account(), one -> new HashMap<>()).put(key.id(), use));
        byAccount.forEach(this::write);
    }

    private void write(AccountId account, Map<AccessKeyId, KeyUse> uses) {
        try {
            accounts.write(account, in -> {
                in.accessKeys().used(uses);
                return true;
            });
        } catch (RuntimeException failed) {
            // These stamps are not worth a failing request, nor the end of all later stamps.
            LOG.warn("when {} access keys of account {} were used could not be written", uses.size(), account, failed);
        }
    }

    /** Call it before the store is closed. */
    @Override
    public void close() {
        writer.execute(this::write);
        writer.shutdown();
        try {
            writer.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
