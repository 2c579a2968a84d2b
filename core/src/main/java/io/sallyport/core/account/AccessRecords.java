// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.name.UniqueId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Port: what the principals of one account attempted, allowed or not. */
public interface AccessRecords {
    /**
     * Adds attempts to those there are: counts are summed, of two times the later stays. What a principal did who is
     * gone is nothing to remember.
     *
     * @param records one for each principal and action
     */
    void add(Collection<AccessRecord> records);

    /** All that these principals ever attempted. */
    List<AccessRecord> of(Collection<UniqueId> principals);

    /** Whether anybody of the account ever attempted anything of a service. */
    boolean anyOf(String service);

    /** The last attempt of each of these principals that ever made one. */
    Map<UniqueId, Attempted> last(Collection<UniqueId> principals);
}
