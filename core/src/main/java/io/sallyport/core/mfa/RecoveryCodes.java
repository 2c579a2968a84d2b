// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.IamException;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: the recovery codes of one account's people. Knows their hashes only. */
public interface RecoveryCodes {
    int PER_OWNER = 10;

    /** What an owner has. */
    record Stock(int left, Instant madeAt) {}

    /**
     * Gives an owner codes in place of those she had.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} for an owner who has gone
     */
    void replace(UniqueId owner, List<String> hashes, Instant at);

    /** Empty if she has never had any, or they were removed. */
    Optional<Stock> of(UniqueId owner);

    /**
     * Uses a code up: one conditional UPDATE.
     *
     * @return false if it is none of hers, or was used before
     */
    boolean use(UniqueId owner, String hash, Instant at);

    boolean wasUsed(UniqueId owner, String hash);

    /** @return false if she had none */
    boolean remove(UniqueId owner);

    /**
     * Tells whoever outside wants to hear of it, once this transaction has committed.
     *
     * @param left how many she still has
     */
    void announce(DeviceNotice notice, UniqueId owner, int left, Instant at);
}
