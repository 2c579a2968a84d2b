// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.simulators.fido.credential.HmacSha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** One salt or two (CTAP 2.1 §12.5). */
final class Salts {
    private static final int LENGTH = 32;

    private final byte[] salts;

    private Salts(byte[] salts) {
        this.salts = salts;
    }

    /** Empty for any other number of bytes. */
    static Optional<Salts> of(byte[] decrypted) {
        return decrypted.length == LENGTH || decrypted.length == 2 * LENGTH
                ? Optional.of(new Salts(decrypted))
                : Optional.empty();
    }

    /** @param credRandom of the credential, for verified users or for others */
    byte[] outputs(byte[] credRandom) {
        ByteBuffer outputs = ByteBuffer.allocate(salts.length);
        for (int at = 0; at < salts.length; at += LENGTH) {
            outputs.put(HmacSha256.of(credRandom, Arrays.copyOfRange(salts, at, at + LENGTH)));
        }
        return outputs.array();
    }
}
