// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import io.sallyport.core.Bytes;
import java.util.Arrays;

/** Parts of a message. */
final class Fields {
    static final int HASH = 32;

    private Fields() {}

    static Bytes slice(Bytes bytes, int start, int length) {
        return Bytes.of(Arrays.copyOfRange(bytes.toArray(), start, start + length));
    }
}
