// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * The pinToken of CTAP 2.0 (§5.5.1 there), which keys without pinUvAuthToken have: the same one all the time that the key
 * has power, for everything.
 */
final class PinToken implements Token {
    private final SecureRandom random;
    private final byte[] value = new byte[LENGTH];
    private boolean issued;

    PinToken(SecureRandom random) {
        this.random = random;
        reset();
    }

    @Override
    public byte[] issue(Grant grant) {
        issued = true;
        return value.clone();
    }

    @Override
    public void reset() {
        random.nextBytes(value);
        issued = false;
    }

    @Override
    public boolean verify(PinProtocol protocol, byte[] message, byte[] signature) {
        return issued && protocol.verify(value, message, signature);
    }

    @Override
    public boolean allows(Permission permission, Optional<String> rpId) {
        return true;
    }

    @Override
    public Optional<String> boundTo() {
        return Optional.empty();
    }

    @Override
    public boolean isUserPresent() {
        return false;
    }

    @Override
    public void use() {
        // It has as many uses as one likes.
    }
}
