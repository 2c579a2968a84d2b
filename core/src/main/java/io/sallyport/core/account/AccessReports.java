// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import java.time.Instant;
import java.util.Optional;

/** Port: reports of one account of what was last accessed, each for whoever asked for it. */
public interface AccessReports {
    /** @param requester see {@link Caller#userId} */
    void add(String jobId, String requester, AccessReport report);

    /** Empty also for a report that somebody else asked for. */
    Optional<AccessReport> find(String jobId, String requester);

    /** Forgets those that were asked for before. */
    void forgetBefore(Instant instant);
}
