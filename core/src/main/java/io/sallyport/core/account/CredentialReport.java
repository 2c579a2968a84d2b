// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Every user of an account and the state of her credentials, as it was at one moment.
 *
 * @param content comma-separated values
 */
public record CredentialReport(Instant generatedAt, String content) {
    /** How long a report is the newest there is, and the last that can be had. */
    private static final Duration LIFE = Duration.ofHours(4);

    /** @param users in the order of the report */
    public static CredentialReport of(Instant generatedAt, List<ReportedCredentials> users) {
        return new CredentialReport(generatedAt, CredentialColumns.csv(users));
    }

    /** Whether a report of that time stands. */
    public static boolean stands(Instant generatedAt, Instant now) {
        return now.isBefore(generatedAt.plus(LIFE));
    }
}
