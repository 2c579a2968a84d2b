// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.BrowserSession;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.name.MfaSerial;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Showing a device again within a browser session, before something that wants a factor younger than the session's
 * ({@code max_age}, as OpenID Connect Core section 3.1.2.1 means it). Thread-safe.
 */
public final class StepUp {
    private final Accounts accounts;
    private final Factors factors;
    private final SuspendedKeys suspended;
    private final SignInTokens tokens;
    private final InstantSource clock;

    public StepUp(
            Accounts accounts, MfaRegistry registry, SecurityKeys keys, SignInTokens tokens, InstantSource clock) {
        this.accounts = accounts;
        this.factors = new Factors(registry, keys, clock);
        this.suspended = new SuspendedKeys(keys);
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether a device was shown so recently. */
    public boolean isYoungEnough(Caller caller, Duration maxAge) {
        MfaEvidence mfa = caller.mfa();
        return mfa != null && !mfa.onlyEnrols() && !mfa.at().plus(maxAge).isBefore(clock.instant());
    }

    /**
     * Asks for a device.
     *
     * @param token of the browser session
     * @param maxAge how old a factor will do; null if none does
     * @return {@link SignInStep.FactorRequired}, or {@link SignInStep.SignedIn} with the same token if nothing need be
     *     shown; empty without such a session
     * @throws IamException {@code ACCESS_DENIED} for whoever has no device
     */
    public Optional<SignInStep> begin(String token, @Nullable Duration maxAge) {
        return within(token, (account, session) -> {
            Caller caller = Callers.of(account, session).orElseThrow();
            if (maxAge != null && isYoungEnough(caller, maxAge)) {
                return new SignInStep.SignedIn(token);
            }
            Factors.Asked asked = factors.ask(account, session.owner())
                    .orElseThrow(() -> new IamException(Kind.ACCESS_DENIED, "There is no device of yours to show."));
            Ceremony ceremony = new Ceremony(
                    tokens.next(account.id()),
                    Ceremony.Kind.STEP_UP,
                    session.owner(),
                    asked.state(),
                    clock.instant().plus(Ceremony.LIFETIME));
            account.ceremonies().begin(ceremony);
            return new SignInStep.FactorRequired(ceremony.id(), asked.devices(), false, false, asked.publicKey());
        });
    }

    /**
     * Ends it by a code. A wrong one may be tried again until the device rests or the ceremony expires.
     *
     * @return with the session's new token, after which the old one is worthless; empty without such a session
     * @throws IamException {@code NO_SUCH_ENTITY} for a ceremony that is not this session's owner's, {@code
     *     INVALID_AUTHENTICATION_CODE} for a wrong, used or late code alike
     */
    public Optional<SignInStep> withCode(String token, String id, MfaSerial serial, String code, RequestFacts facts) {
        return finish(token, id, (account, ceremony) -> {
            MfaEvidence evidence = factors.byCode(account, ceremony.owner(), serial, code, facts);
            end(account, ceremony);
            return evidence;
        });
    }

    /**
     * Ends it by a security key. Its challenge is used up whatever the answer.
     *
     * @param response the {@code PublicKeyCredential} as JSON
     */
    public Optional<SignInStep> withKey(String token, String id, String response, RequestFacts facts) {
        return finish(token, id, (account, ceremony) -> {
            end(account, ceremony);
            return factors.byKey(account, ceremony.owner(), ceremony.state(), response, facts);
        });
    }

    private Optional<SignInStep> finish(String token, String id, BiFunction<Account, Ceremony, MfaEvidence> accept) {
        return within(token, (account, session) -> {
            Ceremony ceremony = account.ceremonies()
                    .find(id, Ceremony.Kind.STEP_UP, clock.instant())
                    .filter(found -> found.owner().equals(session.owner()))
                    .orElseThrow(StepUp::noSuchCeremony);
            MfaEvidence evidence = accept.apply(account, ceremony);
            return replaced(account, session, evidence);
        });
    }

    /** Under a new token, lest one that leaked before become worth more. It ends when the old one would have. */
    private SignInStep.SignedIn replaced(Account account, BrowserSession session, MfaEvidence evidence) {
        String token = tokens.next(account.id());
        account.sessions().remove(session.tokenHash());
        account.sessions()
                .add(new BrowserSession(
                        SignInTokens.hash(token),
                        session.owner(),
                        session.signedInAt(),
                        evidence,
                        session.expiresAt()));
        return new SignInStep.SignedIn(token);
    }

    private Optional<SignInStep> within(String token, BiFunction<Account, BrowserSession, SignInStep> work) {
        return SignInTokens.account(token)
                .filter(accounts::exists)
                .flatMap(id -> accounts.write(
                        id,
                        account -> account.sessions()
                                .find(SignInTokens.hash(token), clock.instant())
                                .filter(session -> !suspended.opened(account, session.mfa()))
                                .filter(session -> stands(account, session))
                                .map(session -> work.apply(account, session))));
    }

    /** @throws IamException {@code ACCESS_DENIED} if it may only enrol a device: that one opens another session */
    private static boolean stands(Account account, BrowserSession session) {
        Optional<Caller> caller = Callers.of(account, session);
        caller.ifPresent(EnrolmentOnly::requireNot);
        return caller.isPresent();
    }

    static void end(Account account, Ceremony ceremony) {
        if (!account.ceremonies().end(ceremony)) {
            throw noSuchCeremony();
        }
    }

    static IamException noSuchCeremony() {
        return new IamException(Kind.NO_SUCH_ENTITY, "There is no device being asked for: begin again.");
    }
}
