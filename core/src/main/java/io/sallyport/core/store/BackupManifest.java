// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What a backup says of itself.
 *
 * @param format {@link #FORMAT}
 * @param createdAt when it was begun; what it holds is the state of one moment after that
 * @param version of the product that wrote it
 * @param schema the number of the last migration
 * @param source what it was taken of: {@code SQLITE} or {@code POSTGRESQL}
 * @param accounts their ids
 * @param tables how many rows each has
 * @param databaseBytes of the SQLite database within
 * @param contentBytes of what follows the first two lines
 * @param contentSha256 the same bytes' digest, in hex
 */
public record BackupManifest(
        String format,
        Instant createdAt,
        String version,
        String schema,
        String source,
        List<String> accounts,
        SortedMap<String, Long> tables,
        long databaseBytes,
        long contentBytes,
        String contentSha256) {
    static final String FORMAT = "sallyport-backup-1";
}
