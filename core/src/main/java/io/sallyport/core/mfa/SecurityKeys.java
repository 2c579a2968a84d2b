// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.name.UniqueId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Port: the WebAuthn relying party, fulfilled by {@code hardware.webauthn}. It keeps nothing: a {@link Ceremony} is
 * stored by the caller, used once and thrown away.
 */
public interface SecurityKeys {
    /**
     * A ceremony under way.
     *
     * @param request what {@code finish…} needs again; opaque, stays on the server
     * @param publicKey the JSON a page hands to {@code navigator.credentials} as {@code publicKey} (WebAuthn L3 §5.4,
     *     §5.5, binary members in base64url)
     */
    record Ceremony(String request, String publicKey) {}

    /**
     * Who a credential belongs to.
     *
     * @param handle the WebAuthn user handle, 1 to 64 bytes, never a name
     * @param name what a device with a display would show
     */
    record Owner(Bytes handle, String name) {
        /** The handle is the owner's unique id, so that it outlives a change of name. */
        public static Owner of(UniqueId id, String name) {
            return new Owner(Bytes.of(id.value().getBytes(StandardCharsets.US_ASCII)), name);
        }
    }

    /**
     * How a credential is asked for (WebAuthn L3 §5.8.3).
     *
     * @param transports as its key told of them; empty if it did not
     */
    record Descriptor(Bytes id, Set<String> transports) {
        public Descriptor {
            transports = Set.copyOf(transports);
        }

        public static Descriptor of(KeyCredential credential) {
            KeyFacts facts = credential.facts();
            return new Descriptor(credential.credentialId(), facts == null ? Set.of() : facts.transports());
        }
    }

    /**
     * A successful assertion.
     *
     * @param credential the stored credential with its counter and backup state brought up to date
     * @param userVerified whether a PIN or a finger was checked (the UV flag)
     */
    record Assertion(KeyCredential credential, boolean userVerified) {}

    /**
     * Starts a registration; keys that hold one of {@code existing} will refuse to register again.
     *
     * @param passkey whether it shall be able to sign in alone: discoverable and with its user verified
     */
    Ceremony startRegistration(Owner owner, Collection<KeyCredential> existing, KeyRules rules, boolean passkey);

    /** As {@link #startRegistration(Owner, Collection, KeyRules, boolean)}, of a second factor by the standard rules. */
    default Ceremony startRegistration(Owner owner, Collection<KeyCredential> existing) {
        return startRegistration(owner, existing, KeyRules.STANDARD, false);
    }

    /** What a page was handed when a registration started, again. */
    String creationOptions(String request);

    /**
     * @param response the {@code PublicKeyCredential} as JSON ({@code toJSON()} of WebAuthn L3 §5.1)
     * @throws IamException {@code INVALID_AUTHENTICATION_CODE}, its detail a {@link KeyRefusal}, when the response does
     *     not prove a new credential for this ceremony, or one that the rules refuse; {@code INVALID_INPUT} when it is
     *     not such a JSON at all
     */
    KeyCredential finishRegistration(String request, String response, KeyRules rules);

    /** As {@link #finishRegistration(String, String, KeyRules)}, by the standard rules. */
    default KeyCredential finishRegistration(String request, String response) {
        return finishRegistration(request, response, KeyRules.STANDARD);
    }

    /** Starts an assertion by one of {@code allowed}. */
    Ceremony startAssertion(Owner owner, Collection<KeyCredential> allowed, KeyRules rules);

    /** As {@link #startAssertion(Owner, Collection, KeyRules)}, by the standard rules. */
    default Ceremony startAssertion(Owner owner, Collection<KeyCredential> allowed) {
        return startAssertion(owner, allowed, KeyRules.STANDARD);
    }

    /**
     * Starts an assertion by whoever's passkey, whose user is verified: the key finds it and says whose it is.
     *
     * @param allowed the credentials that will do, in the order in which they are told; empty for any
     */
    Ceremony startPasskey(List<Descriptor> allowed);

    /**
     * Whose a passkey says it is, unproven: the user handle of an assertion. Empty if it says nothing.
     *
     * @throws IamException {@code INVALID_INPUT}
     */
    Optional<Bytes> handle(String response);

    /**
     * Verifies an assertion by one of {@code allowed}, all of which belong to {@code owner}.
     *
     * @throws IamException {@code INVALID_AUTHENTICATION_CODE}, its detail a {@link KeyRefusal}, when it does not
     *     verify: wrong challenge, origin, rp id, signature, a credential that is not {@code owner}'s, a counter that
     *     shows a clone, or one that the rules refuse; {@code INVALID_INPUT} when it is not a {@code
     *     PublicKeyCredential} at all
     */
    Assertion finishAssertion(
            String request, String response, Owner owner, Collection<KeyCredential> allowed, KeyRules rules);

    /** As {@link #finishAssertion(String, String, Owner, Collection, KeyRules)}, by the standard rules. */
    default Assertion finishAssertion(String request, String response, Owner owner, Collection<KeyCredential> allowed) {
        return finishAssertion(request, response, owner, allowed, KeyRules.STANDARD);
    }

    /**
     * What metadata says of a credential's model now. Empty without metadata of it, and for a credential whose make is
     * not proven.
     */
    Optional<KeyModel> model(KeyCredential credential);

    /** As {@link #model}; where metadata knows it no more, what it said at the registration. */
    default Optional<KeyModel> lastKnownModel(KeyCredential credential) {
        KeyFacts facts = credential.facts();
        return model(credential).or(() -> Optional.ofNullable(facts == null ? null : facts.model()));
    }
}
