// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: the credential report of one account, and what it is made of. */
public interface CredentialReports {
    /** When the report there is was generated; nobody else generates one until this transaction ends. */
    Optional<Instant> lock();

    Optional<CredentialReport> find();

    /** Takes the place of the report there was. */
    void put(CredentialReport report);

    /** Root, then every user by name without regard to case; so many queries, however many users there are. */
    List<ReportedCredentials> credentials();
}
