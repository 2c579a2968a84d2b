// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import java.util.Optional;
import java.util.Set;

/** What stands for a user who was verified, until it is used up. There is one at a time. */
sealed interface Token permits PinToken, PinUvAuthToken {
    int LENGTH = 32;

    /**
     * @param userPresent whether the verification itself showed that somebody is there, as a finger does and a PIN does not
     */
    record Grant(PinProtocol protocol, Set<Permission> permissions, Optional<String> rpId, boolean userPresent) {}

    /** @return the token, 32 bytes */
    byte[] issue(Grant grant);

    /** None that was issued before is worth anything now. */
    void reset();

    /** Whether the signature is that of the token; a use of it. */
    boolean verify(PinProtocol protocol, byte[] message, byte[] signature);

    /** Whether it may be used for that; it may become bound to the relying party by that. */
    boolean allows(Permission permission, Optional<String> rpId);

    /** The id of the relying party that it is limited to. */
    Optional<String> boundTo();

    boolean isUserPresent();

    /** A credential was made or used: once is all that it was good for. */
    void use();
}
