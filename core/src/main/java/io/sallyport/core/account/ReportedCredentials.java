// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.KeyUse;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a credential report tells of one user.
 *
 * @param password null if she has none
 */
public record ReportedCredentials(
        String name,
        Arn arn,
        Instant createdAt,
        @Nullable ReportedPassword password,
        boolean mfaActive,
        List<ReportedKey> keys,
        List<ReportedCertificate> certificates) {
    /** What the report calls root. */
    public static final String ROOT = "<root_account>";

    /**
     * A password.
     *
     * @param lastUsed null if never
     * @param nextRotation null if it does not expire
     */
    public record ReportedPassword(
            @Nullable Instant lastUsed,
            Instant lastChanged,
            @Nullable Instant nextRotation) {}

    /**
     * An access key.
     *
     * @param lastUse null if it was never used
     */
    public record ReportedKey(
            AccessKeyId id,
            boolean active,
            Instant createdAt,
            @Nullable KeyUse lastUse) {}

    /** A signing certificate. */
    public record ReportedCertificate(boolean active, Instant uploadedAt) {}

    public ReportedCredentials {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
    }

    /** The same with the uses of keys that are not written yet. */
    public ReportedCredentials with(KeyUses uses, AccountId account) {
        List<ReportedKey> used = keys.stream()
                .map(key -> new ReportedKey(
                        key.id(), key.active(), key.createdAt(), uses.lastUse(account, key.id(), key.lastUse())))
                .toList();
        return new ReportedCredentials(name, arn, createdAt, password, mfaActive, used, certificates);
    }

    boolean isRoot() {
        return name.equals(ROOT);
    }
}
