// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.store.BackupManifest;
import java.util.Map;

/** What is shown of a backup, be it written or restored. */
final class BackupLines {
    private BackupLines() {}

    static void put(Map<String, String> shown, BackupManifest manifest) {
        shown.put("CreatedAt", manifest.createdAt().toString());
        shown.put("Schema", manifest.schema());
        shown.put("Accounts", String.join(" ", manifest.accounts()));
        shown.put(
                "Rows",
                Long.toString(manifest.tables().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()));
    }
}
