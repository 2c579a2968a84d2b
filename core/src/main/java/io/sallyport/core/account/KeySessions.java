// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.SecurityKeys;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Showing a security key for a session of the API, as a code is shown with {@code GetSessionToken} and {@code AssumeRole}.
 * Works inside the caller's transaction. Thread-safe.
 */
public final class KeySessions {
    private final MfaRegistry registry;
    private final Factors factors;
    private final SignInTokens tokens;
    private final InstantSource clock;

    public KeySessions(MfaRegistry registry, SecurityKeys keys, SignInTokens tokens, InstantSource clock) {
        this.registry = registry;
        this.factors = new Factors(registry, keys, clock);
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * What is to be signed.
     *
     * @param publicKey what a page hands to {@code navigator.credentials.get}
     */
    public record Begun(String id, String publicKey) {}

    /** What the ceremony keeps. */
    private record State(String assertion, String wanted) {}

    /**
     * Asks for a key of the caller's own.
     *
     * @param wanted which session it is for, kept until then; no secret
     * @throws IamException {@code ACCESS_DENIED} for whoever has no key
     */
    public Begun begin(Account account, Caller caller, String wanted, RequestFacts facts) {
        EnrolmentOnly.requireNot(caller);
        registry.addresses().require(facts.sourceIp());
        if (!isOwn(caller)) {
            throw noKey();
        }
        Factors.Asked asked = factors.ask(account, caller.id())
                .filter(any -> any.publicKey() != null)
                .orElseThrow(KeySessions::noKey);
        Ceremony ceremony = new Ceremony(
                tokens.next(account.id()),
                Ceremony.Kind.API_SESSION,
                caller.id(),
                Json.write(new State(asked.state(), wanted)),
                clock.instant().plus(Ceremony.LIFETIME));
        account.ceremonies().begin(ceremony);
        return new Begun(ceremony.id(), Objects.requireNonNull(asked.publicKey()));
    }

    /**
     * For which session it was begun, as {@link #begin} was told.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} for a ceremony that is not the caller's
     */
    public String wanted(Account account, Caller caller, String id) {
        return state(ceremony(account, caller, id)).wanted();
    }

    /**
     * Looks at the key's answer. The challenge is used up whatever it is.
     *
     * @param response the {@code PublicKeyCredential} as JSON
     * @throws io.sallyport.core.mfa.AddressThrottle.TooMany if too many bad ones came from there
     * @throws IamException as {@link #wanted}
     * @throws Refusal {@code INVALID_AUTHENTICATION_CODE} for an answer that is not good
     */
    public MfaEvidence accept(Account account, Caller caller, String id, String response, RequestFacts facts) {
        Ceremony ceremony = ceremony(account, caller, id);
        registry.addresses().require(facts.sourceIp());
        StepUp.end(account, ceremony);
        try {
            return factors.byKey(account, caller.id(), state(ceremony).assertion(), response, facts);
        } catch (Refusal refused) {
            registry.addresses().failed(facts.sourceIp());
            throw refused;
        }
    }

    private Ceremony ceremony(Account account, Caller caller, String id) {
        EnrolmentOnly.requireNot(caller);
        return account.ceremonies()
                .find(id, Ceremony.Kind.API_SESSION, clock.instant())
                .filter(found -> isOwn(caller) && found.owner().equals(caller.id()))
                .orElseThrow(StepUp::noSuchCeremony);
    }

    /** Not of a role or a federated user, who have no devices. */
    private static boolean isOwn(Caller caller) {
        return caller.role() == null && caller.federated() == null;
    }

    private static State state(Ceremony ceremony) {
        return Json.read(ceremony.state(), State.class);
    }

    private static IamException noKey() {
        return new IamException(
                Kind.ACCESS_DENIED,
                "There is no security key of yours to show: register one, or show a code with GetSessionToken.");
    }
}
