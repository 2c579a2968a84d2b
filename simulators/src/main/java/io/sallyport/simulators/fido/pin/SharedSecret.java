// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.core.Bytes;
import java.security.SecureRandom;
import java.util.Optional;

/** What the two sides of a key agreement share. Shows nothing of itself. */
public final class SharedSecret {
    private final PinProtocol protocol;
    private final byte[] hmacKey;
    private final byte[] aesKey;
    private final SecureRandom random;

    SharedSecret(PinProtocol protocol, byte[] hmacKey, byte[] aesKey, SecureRandom random) {
        this.protocol = protocol;
        this.hmacKey = hmacKey;
        this.aesKey = aesKey;
        this.random = random;
    }

    PinProtocol protocol() {
        return protocol;
    }

    /** @param plain whole blocks of 16 bytes */
    public byte[] encrypt(byte[] plain) {
        return protocol.encrypt(aesKey, plain, random);
    }

    /** Whether that is as long as so many bytes are when they are encrypted. */
    boolean isSealed(Bytes sealed, int plainLength) {
        return sealed.length() == protocol.sealedLength(plainLength);
    }

    /** Empty if that cannot be a ciphertext of this protocol. */
    public Optional<byte[]> decrypt(Bytes sealed) {
        return protocol.decrypt(aesKey, sealed.toArray());
    }

    public boolean verify(Bytes message, Bytes signature) {
        return protocol.verify(hmacKey, message.toArray(), signature.toArray());
    }
}
