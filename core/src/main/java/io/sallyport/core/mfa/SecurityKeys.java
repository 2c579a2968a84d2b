// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.name.UniqueId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

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
     * A successful assertion.
     *
     * @param credential the stored credential with its counter and backup state brought up to date
     * @param userVerified whether a PIN or a finger was checked (the UV flag)
     */
    record Assertion(KeyCredential credential, boolean userVerified) {}

    /** Starts a registration; keys that hold one of {@code existing} will refuse to register again. */
    Ceremony startRegistration(Owner owner, Collection<KeyCredential> existing);

    /**
     * @param response the {@code PublicKeyCredential} as JSON ({@code toJSON()} of WebAuthn L3 §5.1)
     * @throws IamException {@code INVALID_AUTHENTICATION_CODE} when the response does not prove a new credential for
     *     this ceremony; {@code INVALID_INPUT} when it is not such a JSON at all
     */
    KeyCredential finishRegistration(String request, String response);

    /** Starts an assertion by one of {@code allowed}. */
    Ceremony startAssertion(Owner owner, Collection<KeyCredential> allowed);

    /**
     * Verifies an assertion by one of {@code allowed}, all of which belong to {@code owner}.
     *
     * @throws IamException {@code INVALID_AUTHENTICATION_CODE} when it does not verify: wrong challenge, origin, rp id,
     *     signature, a credential that is not {@code owner}'s, or a counter that shows a clone; {@code INVALID_INPUT}
     *     when it is not a {@code PublicKeyCredential} at all
     */
    Assertion finishAssertion(String request, String response, Owner owner, Collection<KeyCredential> allowed);
}
