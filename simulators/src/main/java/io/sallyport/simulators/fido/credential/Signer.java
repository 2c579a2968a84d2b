// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.fault.Faults;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.IntFunction;

/** Signs, and counts its signatures with one counter for all credentials (WebAuthn L3 §6.1.1). */
public final class Signer {
    private static final String COUNTER = "fido.counter";

    private final SecureRandom random;
    private final Storage storage;
    private final Faults faults;

    public Signer(Chip chip) {
        this.faults = chip.faults();
        this.random = chip.environment().random();
        this.storage = chip.environment().storage();
    }

    /** Unsigned. */
    public int nextCount() {
        int count =
                1 + storage.read(COUNTER).map(c -> ByteBuffer.wrap(c).getInt()).orElse(0);
        storage.write(COUNTER, ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
        return faults.count(count);
    }

    /**
     * Authenticator data with the next count.
     *
     * @param ofCount encodes it
     */
    public Bytes authenticatorData(IntFunction<Bytes> ofCount) {
        return Bytes.of(faults.authenticatorData(ofCount.apply(nextCount()).toArray()));
    }

    public byte[] sign(Credential credential, Bytes authenticatorData, Bytes clientDataHash) {
        Bytes hash = Bytes.of(faults.clientDataHash(clientDataHash.toArray()));
        return sign(credential, Bytes.join(authenticatorData, hash).toArray());
    }

    public byte[] sign(Credential credential, byte[] data) {
        return faults.signature(credential.algorithm().sign(credential.key(), random, data));
    }
}
