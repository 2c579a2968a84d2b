// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Port: the stock of fobs of one account, those included that are somebody's, lost or retired. */
public interface Fobs {
    /**
     * Which fobs are asked for.
     *
     * @param states those in any of them; none for all
     * @param owner null for anybody's and nobody's
     * @param maker null for any
     */
    record Filter(
            Set<FobState> states,
            @Nullable UniqueId owner,
            @Nullable String maker) {
        public Filter {
            states = Set.copyOf(states);
        }
    }

    /**
     * Takes fobs in.
     *
     * @param held whether they go to quarantine rather than into stock
     * @throws IamException {@code ENTITY_ALREADY_EXISTS} naming the first whose serial is known already, or twice among them
     */
    void add(List<NewFob> fobs, boolean held, Instant at, String by);

    /** Which of these serials are known already, in their own order. */
    List<MfaSerial> known(List<MfaSerial> serials);

    Optional<StockedFob> find(MfaSerial serial);

    /** As {@link #find}, and nobody else may change the fob until this transaction ends. */
    Optional<StockedFob> lock(MfaSerial serial);

    /** By serial. */
    Page<StockedFob> list(Filter filter, PageRequest page);

    /** As they are now, with their seeds, by serial; without those that have none any more. */
    Page<NewFob> seeds(Filter filter, PageRequest page);

    /**
     * Moves a fob that is nobody's before and after. Its seed is erased where it retires.
     *
     * @param from as it was read
     * @return false if it is elsewhere by now
     */
    boolean move(MfaSerial serial, FobState from, FobState to, boolean held, Instant at, String by);

    /** @param place of the token among those that came with it, from 1 */
    static IamException known(MfaSerial serial, int place) {
        return new IamException(
                IamException.Kind.ENTITY_ALREADY_EXISTS,
                "MFA device already exists: " + serial + ", token " + place + " of the file.");
    }
}
