// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.SecurityKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REGISTRATION = "registration";
    private static final String REQUEST = "request";
    private static final String PUBLIC_KEY = "publicKey";

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
        Ceremony begun = require(account, caller, registration, Ceremony.Kind.KEY_REGISTRATION);
        SecurityKeys.Ceremony assertion = keys.startAssertion(
                DeviceChanges.owner(account, caller),
                List.of(credential(account, begun, response)),
                account.settings().keyRules());
        String state = EventRecord.json()
                .put(REGISTRATION, registration)
                .put(REQUEST, assertion.request())
                .put(PUBLIC_KEY, assertion.publicKey())
                .toString();
        Ceremony proof = new Ceremony(
                tokens.next(account.id()),
                Ceremony.Kind.KEY_PROOF,
                caller.id(),
                state,
                clock.instant().plus(Ceremony.LIFETIME));
        account.ceremonies().begin(proof);
        return new Begun(proof.id(), assertion.publicKey());
    }

    /**
     * Looks at the signature; the challenge is used up whatever it is.
     *
     * @param response to the registration
     * @param assertion to the proof, the {@code PublicKeyCredential} as JSON
     * @return the credential with the counter that it has now
     * @throws Refusal as {@link SecurityKeys#finishAssertion}
     * @throws IamException {@code NO_SUCH_ENTITY} for a proof that is not under way, or of another registration
     */
    public KeyCredential finish(
            Account account, Caller caller, String registration, String response, String proof, String assertion) {
        Ceremony asked = require(account, caller, proof, Ceremony.Kind.KEY_PROOF);
        JsonNode state = read(asked.state());
        Ceremony begun = require(account, caller, registration, Ceremony.Kind.KEY_REGISTRATION);
        if (!state.path(REGISTRATION).asText().equals(registration)
                || !account.ceremonies().end(asked)) {
            throw notUnderWay();
        }
        try {
            return keys.finishAssertion(
                            state.path(REQUEST).asText(),
                            assertion,
                            DeviceChanges.owner(account, caller),
                            List.of(credential(account, begun, response)),
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
        JsonNode state = read(ceremony.state());
        return new UnderWay(
                ceremony.kind(),
                state.path(PUBLIC_KEY).asText(),
                state.path(REGISTRATION).asText(),
                ceremony.expiresAt());
    }

    private KeyCredential credential(Account account, Ceremony registration, String response) {
        return keys.finishRegistration(
                registration.state(), response, account.settings().keyRules());
    }

    private Ceremony require(Account account, Caller caller, String id, Ceremony.Kind kind) {
        return account.ceremonies()
                .find(id, kind, clock.instant())
                .filter(found -> found.owner().equals(caller.id()))
                .orElseThrow(KeyProofs::notUnderWay);
    }

    private static IamException notUnderWay() {
        return new IamException(Kind.NO_SUCH_ENTITY, "There is no such registration under way: begin again.");
    }

    private static JsonNode read(String state) {
        try {
            return JSON.readTree(state);
        } catch (IOException impossible) {
            throw new UncheckedIOException("we wrote it", impossible);
        }
    }
}
