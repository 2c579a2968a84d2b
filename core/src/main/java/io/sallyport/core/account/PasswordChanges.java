// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.PasswordNames;
import io.sallyport.core.credential.PasswordRegime;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.name.UniqueId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * New passwords. Hashing takes long and others wait for the writer, so there are three steps: {@link #of} looks in one
 * transaction, {@link #ready} measures and hashes in none, {@link #add} and {@link #change} write in a second one, if
 * everything the password was measured by is still as it was. Thread-safe.
 */
public final class PasswordChanges {
    private final Passwords passwords;
    private final InstantSource clock;

    public PasswordChanges(Passwords passwords, InstantSource clock) {
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Everything that a new password is measured by.
     *
     * @param profile null where there is no password yet
     * @param earlier those that were replaced, the latest first
     */
    public record Situation(
            UniqueId owner,
            PasswordNames names,
            PasswordRegime regime,
            @Nullable LoginProfile profile,
            List<PasswordHash> earlier) {
        /** @throws IamException {@code NO_SUCH_ENTITY} */
        public LoginProfile requireProfile() {
            if (profile == null) {
                throw new IamException(
                        Kind.NO_SUCH_ENTITY, "Login Profile for User " + names.owner() + " cannot be found.");
            }
            return profile;
        }

        /** @throws IamException {@code ENTITY_ALREADY_EXISTS} */
        public void requireNoProfile() {
            if (profile != null) {
                throw new IamException(
                        Kind.ENTITY_ALREADY_EXISTS, "Login Profile for user " + names.owner() + " already exists.");
            }
        }
    }

    /** A password that will do. */
    public record Ready(Situation measuredBy, PasswordHash hash) {}

    /** @throws IamException {@code NO_SUCH_ENTITY} if the owner is gone */
    public static Situation of(Account account, UniqueId owner) {
        return new Situation(
                owner,
                new PasswordNames(account.displayName(), name(account, owner)),
                account.passwordPolicies().regime(owner),
                account.loginProfiles().find(owner).orElse(null),
                account.loginProfiles().earlier(owner));
    }

    private static String name(Account account, UniqueId owner) {
        if (owner.isRoot()) {
            return account.root().email().value();
        }
        return account.users()
                .find(owner)
                .map(user -> user.name().value())
                .orElseThrow(
                        () -> new IamException(Kind.NO_SUCH_ENTITY, "The user with id " + owner + " cannot be found."));
    }

    /**
     * For a password that somebody else chose.
     *
     * @throws IamException {@code PASSWORD_POLICY_VIOLATION}
     */
    public Ready ready(Situation situation, Password password) {
        return ready(situation, password, situation.regime().remembered() > 0);
    }

    /**
     * For a password that its owner chose, who may not choose the one she has, whatever the policy.
     *
     * @throws IamException {@code PASSWORD_POLICY_VIOLATION}
     */
    public Ready readyByOwner(Situation situation, Password password) {
        return ready(situation, password, true);
    }

    private Ready ready(Situation situation, Password password, boolean another) {
        List<String> violations = situation.regime().violations(password, situation.names());
        if (!violations.isEmpty()) {
            throw violation(String.join(", ", violations));
        }
        Stream<PasswordHash> current =
                Stream.ofNullable(another ? situation.profile() : null).map(LoginProfile::hash);
        Stream<PasswordHash> earlier =
                situation.earlier().stream().limit(situation.regime().remembered());
        if (Stream.concat(current, earlier).anyMatch(used -> passwords.matches(used, password))) {
            throw violation("Policy constraint violation with password reuse prevention during password change.");
        }
        return new Ready(situation, passwords.hash(password));
    }

    /** @throws IamException {@code ENTITY_ALREADY_EXISTS} if the owner has a password by now */
    public LoginProfile add(Account account, Ready ready, boolean mustChange) {
        Situation now = of(account, ready.measuredBy().owner());
        now.requireNoProfile();
        requireSame(now, ready);
        LoginProfile profile = new LoginProfile(
                now.owner(), ready.hash(), mustChange, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        account.loginProfiles().add(profile, now.names().owner());
        return profile;
    }

    /** @throws IamException {@code ENTITY_TEMPORARILY_UNMODIFIABLE} if somebody else was faster */
    public void change(Account account, Ready ready, boolean mustChange) {
        UniqueId owner = ready.measuredBy().owner();
        account.loginProfiles().lock(owner);
        Situation now = of(account, owner);
        requireSame(now, ready);
        account.loginProfiles()
                .change(
                        owner,
                        ready.hash(),
                        mustChange,
                        clock.instant(),
                        now.regime().remembered());
    }

    private static void requireSame(Situation now, Ready ready) {
        if (!now.equals(ready.measuredBy())) {
            throw new IamException(
                    Kind.ENTITY_TEMPORARILY_UNMODIFIABLE,
                    "Login Profile for User " + now.names().owner()
                            + " cannot be modified while login profile is being modified.");
        }
    }

    private static IamException violation(String message) {
        return new IamException(Kind.PASSWORD_POLICY_VIOLATION, message);
    }
}
