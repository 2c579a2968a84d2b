// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one owner's passwords.
 *
 * @param policy null where there is none, and for the root user
 */
public record PasswordRegime(
        PasswordProfile profile, @Nullable PasswordPolicy policy) {
    /** What is wrong with a new password, in the words for its owner; empty if nothing is. */
    public List<String> violations(Password password, PasswordNames names) {
        return switch (profile) {
            case AWS -> AwsPasswordRules.violations(policy, password.reveal(), names);
            case NIST -> NistPasswordRules.violations(password.reveal(), names);
        };
    }

    /** How many passwords that were replaced may not come again. NIST does not speak of it, so the policy does. */
    public int remembered() {
        Integer count = policy == null ? null : policy.reusePrevention();
        return count == null ? 0 : count;
    }

    /** When the password has to be changed at the latest; never under NIST SP 800-63B. */
    public Optional<Instant> nextRotation(LoginProfile password) {
        return nextRotation(password.changedAt());
    }

    /** The same of a password of which only the age is known. */
    public Optional<Instant> nextRotation(Instant changedAt) {
        Optional<Duration> age = policy == null || profile == PasswordProfile.NIST ? Optional.empty() : policy.maxAge();
        return age.map(changedAt::plus);
    }

    public boolean isExpired(LoginProfile password, Instant now) {
        return nextRotation(password).filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Whether it has expired, and only an administrator can replace it. */
    public boolean isDead(LoginProfile password, Instant now) {
        return policy != null && policy.expiresHard() && isExpired(password, now);
    }
}
