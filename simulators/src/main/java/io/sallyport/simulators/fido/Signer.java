// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Storage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Signs, and counts its signatures with one counter for all credentials (WebAuthn L3 §6.1.1). */
final class Signer {
    private static final String COUNTER = "fido.counter";

    private final SecureRandom random;
    private final Storage storage;

    Signer(Environment environment) {
        this.random = environment.random();
        this.storage = environment.storage();
    }

    /** Unsigned. */
    int nextCount() {
        int count =
                1 + storage.read(COUNTER).map(c -> ByteBuffer.wrap(c).getInt()).orElse(0);
        storage.write(COUNTER, ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
        return count;
    }

    byte[] sign(Credential credential, Bytes authenticatorData, Bytes clientDataHash) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(authenticatorData.toArray());
        data.writeBytes(clientDataHash.toArray());
        return Es256.sign(credential.key(), random, data.toByteArray());
    }
}
