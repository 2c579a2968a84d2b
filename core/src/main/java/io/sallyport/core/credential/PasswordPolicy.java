// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account asks of its users' passwords, as {@code UpdateAccountPasswordPolicy} sets it.
 *
 * @param allowUsersToChange whether every user may change her own, whatever policies allow
 * @param maxAgeDays null if passwords do not expire
 * @param reusePrevention how many earlier passwords may not come again; null if any may
 * @param hardExpiry whether only an administrator replaces an expired one; null, which is "no", if never said
 */
public record PasswordPolicy(
        int minimumLength,
        boolean requireSymbols,
        boolean requireNumbers,
        boolean requireUppercase,
        boolean requireLowercase,
        boolean allowUsersToChange,
        @Nullable Integer maxAgeDays,
        @Nullable Integer reusePrevention,
        @Nullable Boolean hardExpiry) {
    /** The length where none is given. */
    public static final int DEFAULT_LENGTH = 6;

    public boolean expires() {
        return maxAge().isPresent();
    }

    Optional<Duration> maxAge() {
        return Optional.ofNullable(maxAgeDays).map(Duration::ofDays);
    }

    boolean expiresHard() {
        return Boolean.TRUE.equals(hardExpiry);
    }

    boolean requires(CharacterClass one) {
        return switch (one) {
            case UPPERCASE -> requireUppercase;
            case LOWERCASE -> requireLowercase;
            case NUMBER -> requireNumbers;
            case SYMBOL -> requireSymbols;
        };
    }
}
