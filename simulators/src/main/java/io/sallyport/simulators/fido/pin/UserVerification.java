// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.Optional;

/** Whether the user of a request was verified, by a token that a PIN or a fingerprint brought. */
public final class UserVerification {
    private final Chip chip;

    public UserVerification(Chip chip) {
        this.chip = chip;
    }

    /** Whether a PIN is set or a finger enrolled. */
    public boolean isProtected() {
        return false;
    }

    /**
     * Demands that the request's param proves a token with this permission.
     *
     * @param message what the param authenticates
     * @param rpId the token must be bound to it, or becomes so
     * @throws CtapException with the status to answer
     */
    public void require(PinUvAuth auth, Bytes message, Permission permission, Optional<String> rpId) {
        if (auth.param().isPresent()) {
            throw new CtapException(
                    chip.profile().pinProtocols().isEmpty()
                            ? CtapStatus.INVALID_PARAMETER
                            : CtapStatus.PIN_AUTH_INVALID);
        }
    }
}
