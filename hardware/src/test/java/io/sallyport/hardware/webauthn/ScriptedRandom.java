// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import io.sallyport.core.Bytes;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Gives out challenges that were written down before. */
final class ScriptedRandom extends SecureRandom {
    private final transient Queue<byte[]> outputs = new ArrayDeque<>();

    ScriptedRandom(String... hex) {
        List.of(hex).forEach(h -> outputs.add(Bytes.ofHex(h).toArray()));
    }

    @Override
    public void nextBytes(byte[] bytes) {
        byte[] output = outputs.remove();
        System.arraycopy(output, 0, bytes, 0, bytes.length);
    }
}
