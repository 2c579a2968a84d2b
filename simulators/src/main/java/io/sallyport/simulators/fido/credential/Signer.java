// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.fault.Faults;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

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

    /** As they will be told and signed. */
    public Bytes data(Bytes authenticatorData) {
        return Bytes.of(faults.authenticatorData(authenticatorData.toArray()));
    }

    public byte[] sign(Credential credential, Bytes authenticatorData, Bytes clientDataHash) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(authenticatorData.toArray());
        data.writeBytes(faults.clientDataHash(clientDataHash.toArray()));
        return faults.signature(Es256.sign(credential.key(), random, data.toByteArray()));
    }
}
