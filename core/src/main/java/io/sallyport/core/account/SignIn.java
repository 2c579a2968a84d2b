// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.credential.BrowserSession;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signing in: password, then a factor if there is one, then a new password if one is due, then a session. Each step is
 * its own request; what was shown so far is kept as a {@link Ceremony} that is used once. Thread-safe.
 */
public final class SignIn {
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordChanges changes;
    private final Factors factors;
    private final SuspendedKeys suspended;
    private final AccessCodeFactor accessCodes;
    private final SignInTokens tokens;
    private final InstantSource clock;
    private final SignInRecords records;

    public SignIn(
            Accounts accounts,
            Passwords passwords,
            MfaRegistry registry,
            SecurityKeys keys,
            SignInTokens tokens,
            InstantSource clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.changes = new PasswordChanges(passwords, clock);
        this.factors = new Factors(registry, keys, clock);
        this.suspended = new SuspendedKeys(keys);
        this.accessCodes = new AccessCodeFactor(registry, clock);
        this.tokens = tokens;
        this.clock = clock;
        this.records = new SignInRecords(clock);
    }

    /** Who wants in: the root user where there is no user name. */
    public record Claim(AccountId account, @Nullable UserName user) {}

    /**
     * The first step.
     *
     * @param claim empty when no such account or user can exist, which takes as long and says the same as a wrong password
     * @throws IamException {@code ACCESS_DENIED} for a wrong password, one that expired for good, an unknown user or an
     *     unknown account alike
     */
    public SignInStep withPassword(Optional<Claim> claim, Password password, RequestFacts facts) {
        try {
            return withPasswordUnrecorded(claim, password, facts);
        } catch (IamException refused) {
            if (refused.kind() == Kind.ACCESS_DENIED) {
                claim.filter(wanted -> accounts.exists(wanted.account()))
                        .ifPresent(wanted -> loginFailed(wanted, facts));
            }
            throw refused;
        }
    }

    private void loginFailed(Claim claim, RequestFacts facts) {
        accounts.write(claim.account(), account -> {
            records.loginFailed(account, owner(account, claim).orElse(null), facts);
            return true;
        });
    }

    private SignInStep withPasswordUnrecorded(Optional<Claim> claim, Password password, RequestFacts facts) {
        Optional<LoginProfile> profile = claim.filter(wanted -> accounts.exists(wanted.account()))
                .flatMap(wanted -> accounts.read(
                        wanted.account(),
                        account -> owner(account, wanted)
                                .flatMap(account.loginProfiles()::find)
                                .filter(found -> !isDead(account, found))));
        if (!passwords.matches(profile.map(LoginProfile::hash).orElse(null), password)) {
            throw incorrect();
        }
        LoginProfile right = profile.orElseThrow();
        return accounts.write(claim.orElseThrow().account(), account -> afterPassword(account, right, facts));
    }

    static Optional<UniqueId> owner(Account account, Claim claim) {
        return claim.user() == null
                ? Optional.of(account.root().id())
                : account.users().find(claim.user()).map(User::id);
    }

    private SignInStep afterPassword(Account account, LoginProfile profile, RequestFacts facts) {
        // Hashing took its time: the password may have been replaced meanwhile.
        if (account.loginProfiles()
                .lock(profile.owner())
                .filter(now -> now.hash().equals(profile.hash()) && !isDead(account, now))
                .isEmpty()) {
            throw incorrect();
        }
        Optional<Factors.Asked> asked = factors.ask(account, profile.owner());
        boolean byAccessCode = accessCodes.isAskedFor(account, profile.owner());
        if (asked.isEmpty() && !byAccessCode) {
            return afterFactors(account, profile.owner(), null, facts);
        }
        Ceremony ceremony = begin(
                account,
                Ceremony.Kind.SIGN_IN_FACTOR,
                profile.owner(),
                asked.map(Factors.Asked::state).orElse(""));
        return new SignInStep.FactorRequired(
                ceremony.id(),
                asked.map(Factors.Asked::devices).orElse(List.of()),
                Factors.recoverable(account, profile.owner()),
                byAccessCode,
                asked.map(Factors.Asked::publicKey).orElse(null));
    }

    /**
     * The second step, by a code. A wrong one may be tried again until the device rests or the sign-in expires.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} for a sign-in that is not waiting for a factor, {@code
     *     INVALID_AUTHENTICATION_CODE} for a wrong, used or late code alike
     */
    public SignInStep withCode(String signIn, MfaSerial serial, String code, RequestFacts facts) {
        return accounts.write(waitingIn(signIn), account -> {
            Ceremony ceremony = waiting(account, signIn, Ceremony.Kind.SIGN_IN_FACTOR);
            MfaEvidence evidence = factors.byCode(account, ceremony.owner(), serial, code, facts);
            return afterFactor(account, ceremony, evidence, facts);
        });
    }

    /**
     * The second step, by two consecutive codes of a device whose clock or counter has run out of the window: they bring it
     * back, which the password just given allows.
     *
     * @throws IamException as {@link #withCode}
     */
    public SignInStep withCodes(String signIn, MfaSerial serial, String first, String second, RequestFacts facts) {
        return accounts.write(waitingIn(signIn), account -> {
            Ceremony ceremony = waiting(account, signIn, Ceremony.Kind.SIGN_IN_FACTOR);
            MfaEvidence evidence = factors.byCodes(account, ceremony.owner(), serial, first, second, facts);
            return afterFactor(account, ceremony, evidence, facts);
        });
    }

    /**
     * The second step, by a security key. Its challenge is used up whatever the answer.
     *
     * @param response the {@code PublicKeyCredential} as JSON
     * @throws IamException as {@link #withCode}
     */
    public SignInStep withKey(String signIn, String response, RequestFacts facts) {
        return accounts.write(waitingIn(signIn), account -> {
            Ceremony ceremony = waiting(account, signIn, Ceremony.Kind.SIGN_IN_FACTOR);
            // Whoever ends it may use its challenge, and nobody else.
            if (!account.ceremonies().end(ceremony)) {
                throw noSuchSignIn();
            }
            MfaEvidence evidence = factors.byKey(account, ceremony.owner(), ceremony.state(), response, facts);
            return afterFactors(account, ceremony.owner(), evidence, facts);
        });
    }

    /**
     * The second step, by a recovery code: the session may only enrol a new device. A wrong one may be tried again until
     * they rest or the sign-in expires.
     *
     * @throws IamException as {@link #withCode}
     */
    public SignInStep withRecoveryCode(String signIn, String typed, RequestFacts facts) {
        return accounts.write(waitingIn(signIn), account -> {
            Ceremony ceremony = waiting(account, signIn, Ceremony.Kind.SIGN_IN_FACTOR);
            MfaEvidence evidence = factors.byRecoveryCode(account, ceremony.owner(), typed, facts);
            return afterFactor(account, ceremony, evidence, facts);
        });
    }

    /**
     * The second step, by what the help desk gave her. The session it opens may only enrol a device.
     *
     * @throws IamException as {@link #withCode}
     */
    public SignInStep withAccessCode(String signIn, String code, RequestFacts facts) {
        return accounts.write(waitingIn(signIn), account -> {
            Ceremony ceremony = waiting(account, signIn, Ceremony.Kind.SIGN_IN_FACTOR);
            MfaEvidence evidence = accessCodes.accept(account, ceremony.owner(), code, facts);
            return afterFactor(account, ceremony, evidence, facts);
        });
    }

    /**
     * All of it by a passkey. Whoever has no password has no access by browser, as in AWS (IAM User Guide, "Manage
     * passwords"), and one that is due is due here as well.
     *
     * @throws IamException {@code ACCESS_DENIED} for whoever has no password that would do
     * @throws Refusal as {@link Factors#byKey}
     */
    SignInStep byPasskey(Account account, UniqueId owner, String request, String response, RequestFacts facts) {
        if (account.loginProfiles()
                .lock(owner)
                .filter(found -> !isDead(account, found))
                .isEmpty()) {
            throw incorrect();
        }
        return afterFactors(account, owner, factors.byKey(account, owner, request, response, facts), facts);
    }

    private SignInStep afterFactor(Account account, Ceremony ceremony, MfaEvidence evidence, RequestFacts facts) {
        if (!account.ceremonies().end(ceremony)) {
            throw noSuchSignIn();
        }
        return afterFactors(account, ceremony.owner(), evidence, facts);
    }

    private SignInStep afterFactors(
            Account account, UniqueId owner, @Nullable MfaEvidence evidence, RequestFacts facts) {
        LoginProfile profile = account.loginProfiles().find(owner).orElseThrow(SignIn::noSuchSignIn);
        if (isDead(account, profile)) {
            throw incorrect();
        }
        if (!profile.mustChange() && !account.passwordPolicies().regime(owner).isExpired(profile, clock.instant())) {
            return open(account, owner, evidence, facts);
        }
        Ceremony ceremony =
                begin(account, Ceremony.Kind.SIGN_IN_PASSWORD, owner, evidence == null ? "" : Json.write(evidence));
        return new SignInStep.PasswordChangeRequired(ceremony.id());
    }

    /**
     * The last step where a new password is due.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} for a sign-in that is not waiting for a password, {@code
     *     PASSWORD_POLICY_VIOLATION} for one that will not do, which may be tried again
     */
    public SignInStep withNewPassword(String signIn, Password password, RequestFacts facts) {
        AccountId id = waitingIn(signIn);
        try {
            return withNewPassword(id, signIn, password, facts);
        } catch (IamException refused) {
            if (refused.kind() == Kind.PASSWORD_POLICY_VIOLATION) {
                accounts.write(id, account -> {
                    UniqueId owner = waiting(account, signIn, Ceremony.Kind.SIGN_IN_PASSWORD)
                            .owner();
                    records.passwordNotUpdated(account, owner, refused.explanation(), facts);
                    return true;
                });
            }
            throw refused;
        }
    }

    private SignInStep withNewPassword(AccountId id, String signIn, Password password, RequestFacts facts) {
        PasswordChanges.Ready ready = changes.readyByOwner(
                accounts.read(
                        id,
                        account -> PasswordChanges.of(
                                account,
                                waiting(account, signIn, Ceremony.Kind.SIGN_IN_PASSWORD)
                                        .owner())),
                password);
        return accounts.write(id, account -> {
            Ceremony ceremony = waiting(account, signIn, Ceremony.Kind.SIGN_IN_PASSWORD);
            if (ceremony.state().isEmpty()
                    && (!account.mfaDevices().of(ceremony.owner()).isEmpty()
                            || accessCodes.isAskedFor(account, ceremony.owner()))) {
                // Since the password was given a device or an access code has become hers, and was not shown.
                throw noSuchSignIn();
            }
            if (account.loginProfiles()
                    .lock(ceremony.owner())
                    .filter(now -> !isDead(account, now))
                    .isEmpty()) {
                throw incorrect();
            }
            if (!account.ceremonies().end(ceremony)) {
                throw noSuchSignIn();
            }
            changes.change(account, ready, false);
            records.passwordUpdated(account, ceremony.owner(), facts);
            return open(
                    account,
                    ceremony.owner(),
                    ceremony.state().isEmpty() ? null : Json.read(ceremony.state(), MfaEvidence.class),
                    facts);
        });
    }

    private boolean isDead(Account account, LoginProfile profile) {
        return account.passwordPolicies().regime(profile.owner()).isDead(profile, clock.instant());
    }

    private SignInStep open(Account account, UniqueId owner, @Nullable MfaEvidence evidence, RequestFacts facts) {
        String token = tokens.next(account.id());
        account.sessions()
                .add(new BrowserSession(
                        SignInTokens.hash(token),
                        owner,
                        clock.instant(),
                        evidence,
                        clock.instant().plus(BrowserSession.lifetime(evidence))));
        account.users().passwordUsed(owner, clock.instant());
        records.loggedIn(account, owner, evidence, facts);
        return new SignInStep.SignedIn(token);
    }

    /** The account a session's token says it is of; empty if it is no token or there is no such account. */
    public static Optional<AccountId> account(String token) {
        return SignInTokens.account(token);
    }

    /** The caller a session's token stands for, if it still does. */
    public Optional<Caller> caller(Account account, String token) {
        return account.sessions()
                .find(SignInTokens.hash(token), clock.instant())
                .filter(session -> !suspended.opened(account, session.mfa()))
                .flatMap(session -> Callers.of(account, session));
    }

    public void signOut(String token, RequestFacts facts) {
        SignInTokens.account(token)
                .filter(accounts::exists)
                .ifPresent(id -> accounts.write(id, account -> {
                    caller(account, token).ifPresent(caller -> records.signedOut(account, caller, facts));
                    account.sessions().remove(SignInTokens.hash(token));
                    return true;
                }));
    }

    private AccountId waitingIn(String signIn) {
        return SignInTokens.account(signIn).filter(accounts::exists).orElseThrow(SignIn::noSuchSignIn);
    }

    private Ceremony waiting(Account account, String signIn, Ceremony.Kind kind) {
        return account.ceremonies().find(signIn, kind, clock.instant()).orElseThrow(SignIn::noSuchSignIn);
    }

    private Ceremony begin(Account account, Ceremony.Kind kind, UniqueId owner, String state) {
        Ceremony ceremony = new Ceremony(
                tokens.next(account.id()), kind, owner, state, clock.instant().plus(Ceremony.LIFETIME));
        account.ceremonies().begin(ceremony);
        return ceremony;
    }

    static IamException incorrect() {
        return new IamException(Kind.ACCESS_DENIED, "Your authentication information is incorrect. Please try again.");
    }

    static IamException noSuchSignIn() {
        return new IamException(Kind.NO_SUCH_ENTITY, "There is no such sign-in waiting: begin again.");
    }
}
