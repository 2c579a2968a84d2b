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
import org.jspecify.annotations.Nullable;
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
    private final PeriodicWriter writer;

    /** What the last writing wrote. Only the writer looks at it. */
    private final Map<Key, KeyUse> written = new HashMap<>();

    /** @param interval from the end of one writing to the next */
    public KeyUses(Accounts accounts, Duration interval) {
        this.accounts = accounts;
        this.writer = new PeriodicWriter("key-uses", interval, this::write);
        this.writer.start();
    }

    public void used(AccountId account, AccessKeyId id, KeyUse use) {
        recent.merge(new Key(account, id), use, KeyUse::latest);
    }

    /** The last use of a key of the account at hand, be it written already or not. */
    public Optional<KeyUse> lastUse(Account account, AccessKeyId id) {
        return Optional.ofNullable(
                lastUse(account.id(), id, account.accessKeys().lastUse(id).orElse(null)));
    }

    /**
     * The last use of a key whose last written use is at hand.
     *
     * @return null if it was never used
     */
    public @Nullable KeyUse lastUse(AccountId account, AccessKeyId id, @Nullable KeyUse written) {
        KeyUse late = recent.get(new Key(account, id));
        return late == null || written == null ? (late == null ? written : late) : late.latest(written);
    }

    private void write() {
        // A transaction that began before the last writing may still be asking: what that wrote goes only now.
        written.forEach(recent::remove);
        written.clear();
        Map<AccountId, Map<AccessKeyId, KeyUse>> byAccount = new HashMap<>();
        recent.forEach((key, use) ->
                byAccount.computeIfAbsent(key.account(), one -> new HashMap<>()).put(key.id(), use));
        byAccount.forEach(this::write);
    }

    private void write(AccountId account, Map<AccessKeyId, KeyUse> uses) {
        try {
            accounts.write(account, in -> {
                in.accessKeys().used(uses);
                return true;
            });
            uses.forEach((id, use) -> written.put(new Key(account, id), use));
        } catch (RuntimeException failed) {
            // Tried again with the next writing: a database that is away for a while must not end this thread.
            LOG.warn("account {}: the last uses of {} access keys are not written yet", account, uses.size(), failed);
        }
    }

    /** Call it before the store is closed. */
    @Override
    public void close() {
        writer.close();
    }
}
