// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.UniqueId;
import java.util.Collection;
import java.util.Map;

/** Port: what the users, groups and roles of one account hold, for who asks about many of them. */
public interface Holdings {
    /** One for each that is asked for; so many queries, however many those are. */
    Map<UniqueId, Holding> of(Collection<UniqueId> holders);
}
