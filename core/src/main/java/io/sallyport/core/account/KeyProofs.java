// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.Json;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.SecurityKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries a security key before it becomes somebody's device: it has to sign with the credential that it has just made. Also
 * what a program at the key, which has no session, may ask of a ceremony that a page began.
 */
public final class KeyProofs {
    private final Accounts accounts;
    private final SecurityKeys keys;
    private final SignInTokens tokens;
    private final InstantSource clock;
    private final FreshSignIn fresh;

    public KeyProofs(Accounts accounts, SecurityKeys keys, SignInTokens tokens, InstantSource clock) {
        this.accounts = accounts;
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
        this.fresh = new FreshSignIn(clock);
    }

    /** A proof under way; {@code publicKey} is for {@code navigator.credentials.get}. */
    public record Begun(String proof, String publicKey) {}

    /**
     * What the ceremony keeps.
     *
     * @param made the credential that is to sign, as its registration verified
     */
    private record State(String registration, KeyCredential made, String request, String publicKey) {}

    /**
     * A ceremony under way that a key may be asked for.
     *
     * @param registration which one a proof is about; null for a registration itself
     */
    public record UnderWay(
            Ceremony.Kind kind, String publicKey, @Nullable String registration, Instant expiresAt) {}

    /**
     * Asks for a signature by the credential of a registration, which goes on.
     *
     * @param response to the registration, the {@code PublicKeyCredential} as JSON
     * @throws IamException as {@link DeviceChanges#finishKey}
     */
    public Begun begin(Account account, Caller caller, String registration, String response) {
        fresh.requireToChangeDevices(account, caller);
        Ceremony begun = DeviceChanges.underWay(account, caller, registration, Ceremony.Kind.KEY_REGISTRATION, clock);
        KeyRules rules = account.settings().keyRules();
        KeyCredential made = keys.finishRegistration(begun.state(), response, rules);
        SecurityKeys.Ceremony assertion =
                keys.startAssertion(DeviceChanges.owner(account, caller), List.of(made), rules);
        Ceremony proof = new Ceremony(
                tokens.next(account.id()),
                Ceremony.Kind.KEY_PROOF,
                caller.id(),
                Json.write(new State(registration, made, assertion.request(), assertion.publicKey())),
                clock.instant().plus(Ceremony.LIFETIME));
        account.ceremonies().begin(proof);
        return new Begun(proof.id(), assertion.publicKey());
    }

    /**
     * Looks at the signature; the challenge is used up whatever it is.
     *
     * @param assertion to the proof, the {@code PublicKeyCredential} as JSON
     * @return the credential that the proof began with, and the counter that it has now
     * @throws Refusal as {@link SecurityKeys#finishAssertion}
     * @throws IamException {@code NO_SUCH_ENTITY} for a proof that is not under way, or of another registration
     */
    public KeyCredential finish(Account account, Caller caller, String registration, String proof, String assertion) {
        Ceremony asked = DeviceChanges.underWay(account, caller, proof, Ceremony.Kind.KEY_PROOF, clock);
        State state = state(asked);
        if (!state.registration().equals(registration) || !account.ceremonies().end(asked)) {
            throw DeviceChanges.notUnderWay();
        }
        try {
            return keys.finishAssertion(
                            state.request(),
                            assertion,
                            DeviceChanges.owner(account, caller),
                            List.of(state.made()),
                            account.settings().keyRules())
                    .credential();
        } catch (IamException refused) {
            throw new Refusal(KeyRefusal.reasoned(refused));
        }
    }

    /**
     * What a page was handed for a ceremony. Its id cannot be guessed, opens nothing without the page's session, and names
     * no ceremony but a key's enrolment: nobody gets a sign-in's challenge this way.
     *
     * @return empty if it is not under way any more
     */
    public Optional<UnderWay> find(String id) {
        return SignInTokens.account(id)
                .filter(accounts::exists)
                .flatMap(here -> accounts.read(
                        here,
                        account -> account.ceremonies()
                                .find(id, Ceremony.Kind.KEY_REGISTRATION, clock.instant())
                                .map(registration -> new UnderWay(
                                        registration.kind(),
                                        keys.creationOptions(registration.state()),
                                        null,
                                        registration.expiresAt()))
                                .or(() -> account.ceremonies()
                                        .find(id, Ceremony.Kind.KEY_PROOF, clock.instant())
                                        .map(KeyProofs::proof))));
    }

    private static UnderWay proof(Ceremony ceremony) {
        State state = state(ceremony);
        return new UnderWay(ceremony.kind(), state.publicKey(), state.registration(), ceremony.expiresAt());
    }

    private static State state(Ceremony ceremony) {
        return Json.read(ceremony.state(), State.class);
    }
}
